import { join } from 'node:path';
import { StartedProcess } from '../child-process.js';
import { freePort } from '../free-port.js';
import type { FoundProgram } from '../program/program.js';
import { StartFailure, waitUntilReady } from '../readiness.js';
import type { Server, ServerSettings } from './server.js';

const READY_TIMEOUT_MS = 30_000;
const STOP_GRACE_MS = 10_000;
const PORT_ATTEMPTS = 3;

/** What differs between one server program and the next. */
export interface ProgramServer {
  readonly name: string;
  readonly urlFor: (port: number) => string;
  /** Writes what the program reads at its start and returns its arguments. */
  readonly prepare: (port: number, listenHost: string) => readonly string[];
  /** True once the server takes requests. */
  readonly probe: (port: number) => Promise<boolean>;
}

/** Starts a server on the preferred or the next free port; another try on another port when one was taken meanwhile. */
export async function startProgramServer(
  kind: ProgramServer,
  program: FoundProgram,
  settings: ServerSettings,
): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(settings.preferredPort);
    const server = programServer(kind, program, settings, port);
    try {
      await server.start();
      return server;
    } catch (error) {
      await server.kill();
      const portTaken = error instanceof StartFailure && /in use/i.test(error.message);
      if (!portTaken || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

function programServer(kind: ProgramServer, program: FoundProgram, settings: ServerSettings, port: number): Server {
  const { command, args, env, afterKill } = program.commandLine({
    instance: `tape-${kind.name.toLowerCase()}-${process.pid}-${port}`,
    port,
    directory: settings.dataDirectory,
    args: kind.prepare(port, program.listenHost),
  });
  const child = new StartedProcess({
    name: kind.name,
    command,
    args,
    ...(env === undefined ? {} : { env }),
    ...(afterKill === undefined ? {} : { afterKill }),
    logFile: join(settings.logDirectory, `${kind.name.toLowerCase()}.log`),
    stopSignal: 'SIGTERM',
    guard: settings.guard,
    // Killing the Docker client would leave its container running: only a signal it can pass on ends both.
    guardedAs: settings.ephemeral && program.origin !== 'docker' ? 'disposable' : 'server',
  });
  return {
    name: kind.name,
    url: kind.urlFor(port),
    get pid() {
      return child.pid;
    },
    port,
    description: program.description,
    owned: true,
    kill: () => child.kill(),
    start: async () => {
      child.start();
      await waitUntilReady(child, () => kind.probe(port), { timeoutMs: READY_TIMEOUT_MS, signal: settings.signal });
    },
    stop: async () => {
      await child.stop(STOP_GRACE_MS);
    },
  };
}
