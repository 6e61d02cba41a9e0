import type { ServiceDefinition } from './service/service-definition.js';
import type { Server } from './server/server.js';
import type { RunningServers } from './servers.js';
import type { StackListener } from './stack-event.js';

export interface StartStackOptions {
  /** Data, logs, secrets and stack.json. Default `.stack` in the repository; ignored when ephemeral. */
  readonly dataDir?: string;
  /** For tests: temporary data, free ports, nothing from the environment, all gone after `stop`. */
  readonly ephemeral?: boolean;
  /** Names of the services to run. Default: all. */
  readonly services?: readonly string[];
  /** How many processes of a service run side by side; the second is named `detection-2`. Default 1. */
  readonly replicas?: Readonly<Record<string, number>>;
  /** Start no servers: DATABASE_URL and NATS_URL must be in the environment. */
  readonly external?: boolean;
  /** Start a cache too. Default: yes. */
  readonly redis?: boolean;
  /** Environment of every service, over that of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Environment of one service, over `env`. */
  readonly serviceEnv?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Start a crashed service again. Default: yes. Tests that look at the crash itself say no. */
  readonly autoRestart?: boolean;
  /** How long services may drain on stop. Default 10 s. */
  readonly drainMs?: number;
  readonly onEvent?: StackListener;
  /** Gives up starting; what has started is stopped and the reason of the abort is thrown. */
  readonly signal?: AbortSignal;
  /** What `services` chooses from. Default: the services of this repository. */
  readonly catalogue?: readonly ServiceDefinition[];
  /** The migration program, or false to run none. */
  readonly migration?: string | false;
}

/** The services of a running stack, by name. All throw on a name that does not run. */
export interface ServiceControl {
  readonly names: readonly string[];
  url(name: string): string;
  pid(name: string): number | undefined;
  /** Sends a signal (SIGKILL unless said otherwise) as if from outside; after SIGKILL resolves when the process is gone. */
  kill(name: string, signal?: NodeJS.Signals): Promise<void>;
  /** Drains it and keeps it down. */
  stop(name: string): Promise<void>;
  /** Starts it, after a stop if it still runs; resolves when it is ready. */
  restart(name: string): Promise<void>;
  /** Resolves when it answers as ready. */
  waitReady(name: string): Promise<void>;
}

export interface RunningStack extends AsyncDisposable {
  readonly dataDir: string;
  readonly logDirectory: string;
  /** Undefined when the gateway does not run. */
  readonly gatewayUrl: string | undefined;
  /** Bearer token of the gateway, with the role admin. */
  readonly apiToken: string;
  /** The first user, when this start has made it: the only time its password can be shown. */
  readonly firstAdmin: { readonly username: string; readonly password: string } | undefined;
  readonly urls: { readonly database: string; readonly nats: string; readonly redis: string | undefined };
  readonly nats: Server;
  readonly postgres: Server;
  readonly servers: RunningServers;
  readonly services: ServiceControl;
  /** Drains the services, then stops Redis, NATS and Postgres. A second call waits for the first. */
  stop(): Promise<void>;
  /** SIGKILL to everything, for a user who will not wait. Data stays as after a power cut. */
  killAll(): Promise<void>;
}
