import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Pieces of work between two collections: few enough that none comes by itself and takes back what is being counted. */
const WORK_BETWEEN_COLLECTIONS = 256;

/**
 * Bytes each piece of work left on the heap, kept or not; null where a collection came by itself and took some back. Work must be
 * small: megabytes would set one off each time.
 */
export function* heapGrowth<T>(
  work: Iterable<() => T>,
): Generator<{ readonly bytes: number | null; readonly result: T }> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: { readonly type: 'minor' }) => void;
  let done = 0;
  for (const piece of work) {
    if (done % WORK_BETWEEN_COLLECTIONS === 0) collect({ type: 'minor' });
    done += 1;
    // The first two looks say what looking costs.
    const before = usedHeap();
    const start = usedHeap();
    const result = piece();
    const bytes = usedHeap() - start - (start - before);
    yield { bytes: bytes < 0 ? null : bytes, result };
  }
}

function usedHeap(): number {
  return getHeapStatistics().used_heap_size;
}
