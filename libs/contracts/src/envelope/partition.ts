/** How many lanes a stream is cut into when nothing else is configured. More lanes = more replicas can share the work. */
export const DEFAULT_PARTITIONS = 16;

const utf8 = new TextEncoder();
/** Hashes of the symbols that were asked for; each is asked for with every event of it. */
const hashes = new Map<string, number>();
const MOST_HASHES = 10_000;

/**
 * The lane of a symbol: FNV-1a (32 bit) of its UTF-8 bytes, modulo the number of lanes.
 * All timeframes of a symbol share a lane, so a symbol is read in order by one consumer.
 */
export function partitionOf(symbol: string, partitions: number = DEFAULT_PARTITIONS): number {
  let hash = hashes.get(symbol);
  if (hash === undefined) {
    if (hashes.size >= MOST_HASHES) hashes.clear();
    hash = hashOf(symbol);
    hashes.set(symbol, hash);
  }
  return hash % partitions;
}

function hashOf(symbol: string): number {
  let hash = 0x811c9dc5;
  for (const byte of utf8.encode(symbol)) {
    hash ^= byte;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
