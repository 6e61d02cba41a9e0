import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, type ProcessIdentity } from './process-identity.js';
import type { StackDescription } from './stack-file.js';

const SERVICE_GRACE_MS = 10_000;
const SERVER_GRACE_MS = 15_000;
const POLL_MS = 50;

/**
 * Ends what a supervisor that was killed has left running: services first, then servers, last started first.
 * Returns the names of what was still there. The guard does the same on its own; this covers its death too.
 */
export async function endLeftovers(stack: StackDescription): Promise<readonly string[]> {
  const left = stack.processes.flatMap(({ name, kind, process: identity }) =>
    identity !== undefined && isAlive(identity) ? [{ name, kind, identity }] : [],
  );
  const services = left.filter(({ kind }) => kind === 'service');
  await Promise.all(services.map(({ identity }) => end(identity, 'SIGTERM', SERVICE_GRACE_MS)));
  for (const { identity } of left.filter(({ kind }) => kind === 'server').toReversed()) {
    await end(identity, 'SIGINT', SERVER_GRACE_MS);
  }
  return left.map(({ name }) => name);
}

async function end(identity: ProcessIdentity, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  process.kill(identity.pid, signal);
  const deadline = Date.now() + graceMs;
  while (isAlive(identity)) {
    if (Date.now() > deadline) {
      process.kill(identity.pid, 'SIGKILL');
      return;
    }
    await sleep(POLL_MS);
  }
}
