import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { GuardedKind, ProcessGuard } from './process-guard.js';

/** What to run and how it ends. */
export interface ChildSpecification {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** User and group to run as; only root may set it. */
  readonly owner?: { readonly uid: number; readonly gid: number } | undefined;
  /** Both output streams are appended here. */
  readonly logFile: string;
  readonly stopSignal: NodeJS.Signals;
  readonly guard: ProcessGuard;
  readonly guardedAs: GuardedKind;
  /** Runs after SIGKILL, for what the kill of the process alone leaves behind (a container outlives its client). */
  readonly afterKill?: () => Promise<void>;
}

export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const LOG_TAIL_CHARACTERS = 1500;

/**
 * One child process that can be started again.
 * It gets a process group of its own: Ctrl-C in a terminal goes to the whole foreground group, and the servers must
 * outlive the services that drain through them.
 */
export class StartedProcess {
  readonly #specification: ChildSpecification;
  #child: ChildProcess | undefined;
  #exit: Promise<ChildExit> = Promise.resolve({ code: 0, signal: null });
  #running = false;

  constructor(specification: ChildSpecification) {
    this.#specification = specification;
  }

  get name(): string {
    return this.#specification.name;
  }
  get pid(): number | undefined {
    return this.#running ? this.#child?.pid : undefined;
  }
  get running(): boolean {
    return this.#running;
  }
  /** Settles when the process of the latest start has ended. */
  get exited(): Promise<ChildExit> {
    return this.#exit;
  }

  start(): void {
    if (this.#running) throw new Error(`${this.name} is already running`);
    const { command, args, env, cwd, owner, logFile, guard, guardedAs } = this.#specification;
    if (guard.released) throw new Error(`${this.name} belongs to a stack that was stopped`);
    mkdirSync(dirname(logFile), { recursive: true });
    const log = openSync(logFile, 'a');
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      ...(cwd === undefined ? {} : { cwd }),
      ...owner,
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    // A caller that forgets to stop must still be able to end; the guard then cleans up behind it.
    child.unref();
    this.#child = child;
    this.#running = true;
    if (child.pid !== undefined) guard.watch(child.pid, guardedAs);
    this.#exit = new Promise((resolve) => {
      const ended = (exit: ChildExit): void => {
        this.#running = false;
        if (child.pid !== undefined) guard.forget(child.pid);
        resolve(exit);
      };
      child.once('exit', (code, signal) => ended({ code, signal }));
      child.once('error', () => ended({ code: 127, signal: null }));
    });
  }

  /** Asks the process to end and kills it after `graceMs`. Resolves when it is gone; a no-op when it already is. */
  async stop(graceMs: number): Promise<ChildExit> {
    if (!this.#running) return this.#exit;
    this.#child?.ref();
    this.#child?.kill(this.#specification.stopSignal);
    const timer = setTimeout(() => void this.#forceEnd(), graceMs);
    const exit = await this.#exit;
    clearTimeout(timer);
    return exit;
  }

  /** Sends a signal and does not wait. */
  signal(signal: NodeJS.Signals): void {
    if (this.#running) this.#child?.kill(signal);
  }

  /** SIGKILL, as a power cut would; resolves when the process is gone. */
  async kill(): Promise<void> {
    if (!this.#running) return;
    this.#child?.ref();
    await this.#forceEnd();
    await this.#exit;
  }

  async #forceEnd(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#specification.afterKill?.();
  }

  /** The end of the log, for messages that explain a failed start. */
  logTail(): string {
    try {
      return readFileSync(this.#specification.logFile, 'utf8').slice(-LOG_TAIL_CHARACTERS).trim();
    } catch {
      return '';
    }
  }
}
