import getPort, { portNumbers } from 'get-port';

const HIGHEST_PORT = 65_535;
const SEARCH_SPAN = 200;

/** The preferred loopback port or the next free one above it; any free port when there is no preference. */
export function freePort(preferred?: number): Promise<number> {
  if (preferred === undefined) return getPort({ host: '127.0.0.1' });
  return getPort({ host: '127.0.0.1', port: portNumbers(preferred, Math.min(preferred + SEARCH_SPAN, HIGHEST_PORT)) });
}
