/** Numbers that look random and are the same for the same seed on every machine. Not for secrets. */
export interface SeededRandom {
  /** [0, 1) */
  next(): number;
  between(low: number, high: number): number;
  /** Whole number, both ends included. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Mean 0, deviation 1, never beyond ±3: one wild draw must not tear a hole into the tape. */
  normal(): number;
}

/** mulberry32 over an FNV-1a hash of the parts of the seed. Source: Tommy Ettinger's mulberry32, public domain. */
export function seededRandom(...seed: readonly (string | number)[]): SeededRandom {
  let state = fnv1a(seed.join('\u0000'));
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + (high - low) * next();
  return {
    next,
    between,
    integer: (low, high) => Math.floor(between(low, high + 1)),
    chance: (probability) => next() < probability,
    // Sum of twelve uniform draws: no logarithm or cosine, whose last bits may differ between machines.
    normal: () => {
      let sum = -6;
      for (let draw = 0; draw < 12; draw += 1) sum += next();
      return Math.max(-3, Math.min(3, sum));
    },
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}
