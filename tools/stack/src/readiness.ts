import { setTimeout as sleep } from 'node:timers/promises';
import type { StartedProcess } from './child-process.js';

const POLL_INTERVAL_MS = 25;

/** The process ended, or did not answer in time. The message carries the end of its log. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}

export interface ReadinessOptions {
  readonly timeoutMs: number;
  readonly intervalMs?: number;
  /** Ends the wait by throwing the reason of the abort. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Polls `probe` until it holds. Throws StartFailure when the process ends first or the time is up; an error thrown by
 * the probe counts as "not yet" and is named in the message.
 */
export async function waitUntilReady(
  child: StartedProcess,
  probe: () => Promise<boolean>,
  { timeoutMs, intervalMs = POLL_INTERVAL_MS, signal }: ReadinessOptions,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let last = 'no answer yet';
  while (child.running) {
    signal?.throwIfAborted();
    try {
      if (await probe()) return;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    if (Date.now() > deadline) {
      throw new StartFailure(`${child.name} was not ready after ${timeoutMs / 1000} s (${last})\n${child.logTail()}`);
    }
    await sleep(intervalMs);
  }
  signal?.throwIfAborted();
  const { code, signal: endedBy } = await child.exited;
  throw new StartFailure(`${child.name} ended at once (${endedBy ?? `exit code ${code}`})\n${child.logTail()}`);
}
