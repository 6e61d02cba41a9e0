/**
 * What a campaign does, in the units of its range: 0 is the ice, 1 the creek. Distribution is the same script upside
 * down, so 0 is then the creek.
 */
export type ScriptStep = Leg | Strike;

/** A stretch that ends at a level: noise on the way, volume and spread going from their first value to their last. */
export interface Leg {
  readonly kind: 'leg';
  readonly bars: number;
  readonly to: number;
  /** Multiples of the ordinary bar's volume. */
  readonly volume: readonly [number, number];
  /** Multiples of the ordinary noise. */
  readonly spread: readonly [number, number];
}

/** One bar that means something: its shape and volume are the message. */
export interface Strike {
  readonly kind: 'strike';
  readonly low: number;
  readonly high: number;
  readonly close: number;
  readonly volume: number;
}

export function leg(
  bars: number,
  to: number,
  volume: readonly [number, number],
  spread: readonly [number, number] = [1, 1],
): Leg {
  return { kind: 'leg', bars, to, volume, spread };
}

export function strike(low: number, high: number, close: number, volume: number): Strike {
  return { kind: 'strike', low, high, close, volume };
}

export function barsOf(script: readonly ScriptStep[]): number {
  return script.reduce((sum, step) => sum + (step.kind === 'leg' ? step.bars : 1), 0);
}
