import { RpcFailure } from '@tape/messaging';

/**
 * The process stops: the candidate is left unjudged, is not acknowledged, and comes again after the next start. Its cause
 * is one that may be tried again, so that the lane does not hold it against the candidate.
 */
export class Stopping extends Error {
  override readonly name = 'Stopping';

  constructor() {
    super('stopping: the candidate is left for the next start', {
      cause: new RpcFailure('stopping', 'validation-chain stops', true),
    });
  }
}

/**
 * Waits for work, but not longer than the process takes work: a drain must not hang on an answer that may not come.
 * The work itself runs on; what it comes to is dropped.
 * @throws Stopping once the signal has fired, and whatever the work throws before.
 */
export async function unlessStopping<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let stop!: () => void;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new Stopping());
  });
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([stopped, work]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
