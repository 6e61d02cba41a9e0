/** How many lanes a stream is cut into when nothing else is configured. More lanes = more replicas can share the work. */
export const DEFAULT_PARTITIONS = 16;

/**
 * The lane of a symbol: FNV-1a (32 bit) of its UTF-8 bytes, modulo the number of lanes.
 * All timeframes of a symbol share a lane, so a symbol is read in order by one consumer.
 */
export function partitionOf(symbol: string, partitions: number = DEFAULT_PARTITIONS): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(symbol)) {
    hash ^= byte;
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0) % partitions;
}
