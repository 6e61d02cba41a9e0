import { setTimeout as sleep } from 'node:timers/promises';
import type { StartedProcess } from './child-process.js';

const POLL_INTERVAL_MS = 25;

/** The process ended, or did not answer in time. The message carries the end of its log. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}

/**
 * Polls `probe` until it holds. Throws StartFailure when the process ends first or the time is up; an error thrown by
 * the probe counts as "not yet" and is named in the message.
 */
export async function waitUntilReady(
  child: StartedProcess,
  probe: () => Promise<boolean>,
  timeoutMs: number,
  intervalMs = POLL_INTERVAL_MS,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let last = 'no answer yet';
  while (child.running) {
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
  const { code, signal } = await child.exited;
  throw new StartFailure(`${child.name} ended at once (${signal ?? `exit code ${code}`})\n${child.logTail()}`);
}
