import { mkdirSync } from 'node:fs';
import { findProgram } from '../program/find-program.js';
import type { WantedProgram } from '../program/program.js';
import { firstLine } from './first-line.js';
import { startProgramServer } from './program-server.js';
import type { Server, ServerSettings } from './server.js';

export const REDIS_PROGRAM: WantedProgram = {
  label: 'Valkey or Redis',
  executables: ['valkey-server', 'redis-server'],
  minimum: [6, 2],
  dockerImage: 'valkey/valkey:8-alpine',
  debian: [
    // Debian links redis-server to a program of redis-tools, so both are needed. Valkey came with Debian 13 only.
    { packages: ['redis-server', 'redis-tools'] },
    { packages: ['valkey-server', 'valkey-tools'] },
  ],
  installHint: 'Install it (apt install redis-server, brew install valkey), start a Docker engine, or set REDIS_URL.',
};

/** A cache of ranges, phases and latest views: far below this in practice, and bounded in any case. */
const MAX_MEMORY = '256mb';

/** Starts a cache server on loopback. It keeps nothing on disk: everything in it can be read again from Postgres. */
export async function startRedis(settings: ServerSettings): Promise<Server> {
  const program = await findProgram(REDIS_PROGRAM, settings.report);
  settings.signal?.throwIfAborted();
  return startProgramServer(
    {
      name: 'Redis',
      urlFor: (port) => `redis://127.0.0.1:${port}`,
      prepare: (port, listenHost) => {
        mkdirSync(settings.dataDirectory, { recursive: true });
        return Object.entries({
          bind: listenHost,
          'protected-mode': listenHost === '127.0.0.1' ? 'yes' : 'no',
          port: String(port),
          dir: settings.dataDirectory,
          save: '',
          appendonly: 'no',
          maxmemory: MAX_MEMORY,
          'maxmemory-policy': 'allkeys-lru',
        }).flatMap(([option, value]) => [`--${option}`, value]);
      },
      probe: async (port) => (await firstLine(port, 'PING\r\n')) === '+PONG',
    },
    program,
    settings,
  );
}
