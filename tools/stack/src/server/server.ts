import type { Report } from '../program/program.js';
import type { ProcessGuard } from '../process-guard.js';

/** A server this process started, or one it was pointed at. */
export interface Server {
  readonly name: string;
  readonly url: string;
  /** Undefined for an external server and while stopped. */
  readonly pid: number | undefined;
  readonly port: number;
  /** Where it came from, for the user. */
  readonly description: string;
  /** False when the server was named in the environment: it is then neither stopped nor killed here. */
  readonly owned: boolean;
  /** SIGKILL, as a power cut would. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts again on the same port with the same data; resolves when it takes requests. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface ServerSettings {
  /** Holds the data of the server and survives stops. */
  readonly dataDirectory: string;
  readonly logDirectory: string;
  /** Any free port when absent. */
  readonly preferredPort?: number;
  /** For tests: data may be lost in a crash of the machine, never in a crash of the process. */
  readonly ephemeral: boolean;
  readonly guard: ProcessGuard;
  readonly report: Report;
  readonly signal?: AbortSignal | undefined;
}

/** A server named by a URL in the environment. */
export function externalServer(name: string, url: string, variable: string): Server {
  const refuse = (): Promise<never> =>
    Promise.reject(new Error(`${name} comes from ${variable}: it cannot be started or killed from here`));
  return {
    name,
    url,
    pid: undefined,
    port: URL.canParse(url) ? Number(new URL(url).port) : 0,
    description: `from ${variable}`,
    owned: false,
    kill: refuse,
    start: refuse,
    stop: () => Promise.resolve(),
  };
}
