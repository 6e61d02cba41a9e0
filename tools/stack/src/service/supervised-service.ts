import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChildExit, StartedProcess } from '../child-process.js';
import type { ProcessGuard } from '../process-guard.js';
import { waitUntilReady } from '../readiness.js';
import type { StackListener } from '../stack-event.js';
import { RestartBackoff } from './restart-backoff.js';

const READY_TIMEOUT_MS = 90_000;
const READY_POLL_MS = 50;
const READY_ANSWER_MS = 5000;

export interface SupervisedServiceOptions {
  readonly name: string;
  readonly entry: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  readonly logDirectory: string;
  readonly autoRestart: boolean;
  /** How long a service may drain after SIGTERM before it is killed. */
  readonly drainMs: number;
  /** See ServiceDefinition. */
  readonly stopWave: number;
  readonly guard: ProcessGuard;
  readonly onEvent: StackListener;
  /** The process id has changed. */
  readonly onProcessChange: () => void;
  /** Gives up waiting for readiness. */
  readonly signal?: AbortSignal | undefined;
}

/** One service process: started, watched by its readiness endpoint, restarted after a crash, drained on stop. */
export class SupervisedService {
  readonly name: string;
  readonly url: string;
  readonly #options: SupervisedServiceOptions;
  readonly #process: StartedProcess;
  readonly #backoff = new RestartBackoff();
  /** True from the order to stop until the next order to start: an end is then no crash. */
  #stopping = false;
  #startedAtMs = 0;
  /** Set from a crash until the next start. */
  #restartTimer: NodeJS.Timeout | undefined;

  constructor(options: SupervisedServiceOptions) {
    this.name = options.name;
    this.url = `http://127.0.0.1:${options.port}`;
    this.#options = options;
    this.#process = new StartedProcess({
      name: options.name,
      command: process.execPath,
      args: ['--enable-source-maps', options.entry],
      env: { ...options.env, HTTP_HOST: '127.0.0.1', HTTP_PORT: String(options.port) },
      logFile: join(options.logDirectory, `${options.name}.log`),
      stopSignal: 'SIGTERM',
      guard: options.guard,
      guardedAs: 'service',
    });
  }

  get stopWave(): number {
    return this.#options.stopWave;
  }
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Starts the process and resolves when the service is ready. Throws StartFailure; no restart is tried before that. */
  async start(): Promise<void> {
    this.#launch();
    await this.waitReady();
    this.#supervise();
  }

  /**
   * Resolves when `/health/ready` answers 200; waits for the automatic restart when there is one ahead. Throws
   * StartFailure when the process ends first or takes too long.
   */
  async waitReady(): Promise<void> {
    while (this.#restartTimer !== undefined) await sleep(READY_POLL_MS);
    await waitUntilReady(this.#process, () => this.#answersReady(), {
      timeoutMs: READY_TIMEOUT_MS,
      intervalMs: READY_POLL_MS,
      signal: this.#options.signal,
    });
  }

  /** Sends a signal as it would come from outside: with automatic restarts the service comes back by itself. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (signal === 'SIGKILL') await this.#process.kill();
    else this.#process.signal(signal);
  }

  /** Drains the process for `graceMs` at most and keeps it down until `start` or `restart`. */
  async stop(graceMs: number = this.#options.drainMs): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restartTimer);
    this.#restartTimer = undefined;
    await this.#process.stop(graceMs);
  }

  /** SIGKILL without a way back, for the end of the whole stack. */
  async killForGood(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restartTimer);
    this.#restartTimer = undefined;
    await this.#process.kill();
  }

  /** Stops if it runs, starts, and resolves when ready. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  #launch(): void {
    this.#stopping = false;
    this.#restartTimer = undefined;
    this.#startedAtMs = Date.now();
    this.#process.start();
    this.#options.onProcessChange();
  }

  #supervise(): void {
    void this.#process.exited.then((exit) => this.#ended(exit));
  }

  #ended(exit: ChildExit): void {
    this.#options.onProcessChange();
    if (this.#stopping || !this.#options.autoRestart) return;
    const restartInMs = this.#backoff.nextDelayMs(Date.now() - this.#startedAtMs);
    const how = exit.signal === null ? `exit code ${exit.code}` : `killed by ${exit.signal}`;
    this.#options.onEvent({ kind: 'crashed', name: this.name, how, restartInMs });
    this.#restartTimer = setTimeout(() => void this.#comeBack(), restartInMs);
  }

  async #comeBack(): Promise<void> {
    this.#launch();
    this.#supervise();
    try {
      await this.waitReady();
      this.#options.onEvent({ kind: 'restarted', name: this.name, tookMs: Date.now() - this.#startedAtMs });
    } catch {
      // It ended again, which `#ended` has taken up, or it is slow, which its readiness endpoint says for itself.
    }
  }

  async #answersReady(): Promise<boolean> {
    const response = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(READY_ANSWER_MS) });
    await response.body?.cancel();
    return response.ok;
  }
}
