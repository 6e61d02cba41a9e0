import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../program/find-program.js';
import type { WantedProgram } from '../program/program.js';
import { firstLine } from './first-line.js';
import { startProgramServer } from './program-server.js';
import type { Server, ServerSettings } from './server.js';

export const NATS_PROGRAM: WantedProgram = {
  label: 'nats-server',
  executables: ['nats-server'],
  // Consumers with several filter subjects came with 2.10.
  minimum: [2, 10],
  dockerImage: 'nats:2-alpine',
  debian: [
    { packages: ['nats-server'], suite: 'forky' },
    { packages: ['nats-server'], suite: 'trixie' },
    { packages: ['nats-server'] },
  ],
  installHint:
    'Install it (Debian 13 or newer and Ubuntu: apt install nats-server; macOS: brew install nats-server; otherwise a ' +
    'release binary on PATH), start a Docker engine, or set NATS_URL to a server with JetStream.',
};

/** Greater than the server's own 1 MiB, so that a batch of bars or a result of a backtest fits into one message. */
const MAX_PAYLOAD_BYTES = 4 * 1024 * 1024;

/**
 * How long JetStream may hold accepted messages before they are forced to disk. Two seconds keep a laptop fast; what a
 * crash of the machine takes from that window is refilled by gap detection and the outbox. A killed server loses nothing.
 */
const SYNC_INTERVAL = '2s';

/** Starts a NATS server with JetStream on loopback. Throws ProgramMissing or StartFailure. */
export async function startNats(settings: ServerSettings): Promise<Server> {
  const program = await findProgram(NATS_PROGRAM, settings.report);
  settings.signal?.throwIfAborted();
  return startProgramServer(
    {
      name: 'NATS',
      urlFor: (port) => `nats://127.0.0.1:${port}`,
      prepare: (port, listenHost) => {
        mkdirSync(settings.dataDirectory, { recursive: true });
        const file = join(settings.dataDirectory, 'nats-server.conf');
        writeFileSync(file, natsConfiguration(settings.dataDirectory, port, listenHost));
        return ['--config', file];
      },
      probe: async (port) => (await firstLine(port)).includes('"jetstream":true'),
    },
    program,
    settings,
  );
}

/** The configuration of the laptop server. Production has its own (deploy/nats) with `sync_interval: always`. */
export function natsConfiguration(directory: string, port: number, listenHost: string): string {
  return [
    `listen: "${listenHost}:${port}"`,
    'server_name: "tapereader"',
    `max_payload: ${MAX_PAYLOAD_BYTES}`,
    'jetstream {',
    `  store_dir: ${JSON.stringify(directory)}`,
    `  sync_interval: "${SYNC_INTERVAL}"`,
    '}',
    '',
  ].join('\n');
}
