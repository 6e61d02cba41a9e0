/** Names a browser on this machine may use for a server that listens on loopback. */
const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/**
 * Whether the `Host` of a request is one of ours. Without this a web page could point its own name at 127.0.0.1 and
 * read a server that needs no token (DNS rebinding).
 */
export function isTrustedHost(host: string | undefined, allowed: ReadonlySet<string>): boolean {
  if (host === undefined) return false;
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return LOOPBACK_NAMES.has(name) || allowed.has(name);
}

/** Whether a page may open a WebSocket: browsers apply no same-origin rule there, so the server must. */
export function isTrustedOrigin(
  origin: string | undefined,
  host: string | undefined,
  allowed: ReadonlySet<string>,
): boolean {
  // Programs send no Origin; browsers always do.
  if (origin === undefined) return true;
  if (allowed.has(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
