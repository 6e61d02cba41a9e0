import type { Phase, RangeState, Side, WyckoffEvent } from '../../analysis.js';
import { weighted, type PlainSwing } from './plain-structure.contract.js';

/** An event a range remembers; its price as the event's side reads it. */
export interface PlainMark {
  readonly event: WyckoffEvent;
  readonly index: number;
  readonly timeMs: number;
  readonly knownIndex: number;
  readonly price: number;
  readonly volume: number;
  readonly relativeVolume: number | null;
  readonly score: number;
}

export type Remembered = 'climax' | 'move' | 'st' | 'spring' | 'test' | 'breakout' | 'backup';
export type PlainMarks = Partial<Record<Remembered, PlainMark>>;

export interface PlainCampaign {
  readonly id: string;
  readonly origin: 'climax' | 'cluster';
  readonly start: number;
  readonly cameFrom: 'above' | 'below';
  side: Side;
  state: RangeState;
  /** Every turn at the edges so far. */
  readonly lows: PlainSwing[];
  readonly highs: PlainSwing[];
  /** Turns each edge was born of. */
  readonly bornOf: { readonly lows: number; readonly highs: number };
  /** Springs and upthrusts that failed: lows and highs like others. */
  readonly failed: number[];
  /** Where closes stood, bar by bar since the one after its birth: 1 over the creek, -1 under the ice, 0 inside. */
  readonly stood: number[];
  readonly marks: Record<Side, PlainMarks>;
  phase: Phase | null;
  confidence: number;
  phaseB: number | null;
  quality: number;
}

/** Turns an edge is the mean of, the youngest; as many as it was born of where those are more: docs/wyckoff/ranges.md#edges */
const TOUCHES = 8;

export const iceTouches = ({ lows, bornOf }: PlainCampaign): PlainSwing[] =>
  lows.slice(-Math.max(TOUCHES, bornOf.lows));
export const creekTouches = ({ highs, bornOf }: PlainCampaign): PlainSwing[] =>
  highs.slice(-Math.max(TOUCHES, bornOf.highs));
export const iceOf = (range: PlainCampaign): number => weighted(iceTouches(range));
export const creekOf = (range: PlainCampaign): number => weighted(creekTouches(range));

/** A range as a side reads it: floor under the price, ceiling above. */
export interface PlainEdges {
  readonly floor: number;
  readonly ceiling: number;
  readonly height: number;
  /** The lowest turn at the floor. */
  readonly lowest: number;
  readonly floorTouches: readonly PlainSwing[];
  readonly ceilingTouches: readonly PlainSwing[];
}

export function edgesFor(side: Side, range: PlainCampaign): PlainEdges {
  const [ice, creek] = [iceOf(range), creekOf(range)];
  const [lows, highs] = [range.lows, range.highs].map((swings) => swings.map(({ price }) => price));
  const height = creek - ice;
  const [low, high] = [iceTouches(range), creekTouches(range)];
  if (side === 'ACCUMULATION') {
    const lowest = Math.min(...lows, ...range.failed);
    return { floor: ice, ceiling: creek, height, lowest, floorTouches: low, ceilingTouches: high };
  }
  const lowest = -Math.max(...highs, ...range.failed);
  return { floor: -creek, ceiling: -ice, height, lowest, floorTouches: high, ceilingTouches: low };
}

/** Closes in a row over the creek, or, negative, under the ice. */
export function closesOutside({ stood }: PlainCampaign): number {
  const last = stood.at(-1) ?? 0;
  const others = stood.findLastIndex((where) => where !== last);
  return last * (stood.length - 1 - others);
}

/** docs/wyckoff/ranges.md#quality */
export function plainQuality(low: readonly PlainSwing[], high: readonly PlainSwing[], bars: number): number {
  const duration = bars >= 40 ? 30 : bars >= 25 ? 20 : bars >= 15 ? 15 : bars >= 10 ? 10 : 0;
  const touches = low.length + high.length;
  const balanced = 2 * Math.min(low.length, high.length) >= Math.max(low.length, high.length) ? 5 : 0;
  const turned = Math.min(30, (touches >= 8 ? 30 : touches >= 6 ? 25 : touches >= 4 ? 15 : 5) + balanced);
  const scatter = Math.max(scatterOf(low), scatterOf(high));
  const tight = scatter < 0.01 ? 20 : scatter < 0.015 ? 15 : scatter < 0.02 ? 10 : 0;
  const falling = [low, high].filter((swings) => volumeTrend(swings) === 'falling').length * 10;
  return duration + turned + tight + falling;
}

function scatterOf(swings: readonly PlainSwing[]): number {
  const mean = swings.reduce((sum, { price }) => sum + price, 0) / swings.length;
  const square = swings.reduce((sum, { price }) => sum + (price - mean) ** 2, 0) / swings.length;
  return mean === 0 ? 0 : Math.sqrt(square) / Math.abs(mean);
}

function volumeOf(swings: readonly PlainSwing[]): number {
  return swings.reduce((sum, { volume }) => sum + volume, 0);
}

/** Volume of the later half of the touches against the earlier half, the middle one in neither. */
function volumeTrend(swings: readonly PlainSwing[]): 'falling' | 'rising' | 'flat' {
  const half = Math.floor(swings.length / 2);
  const early = volumeOf(swings.slice(0, half));
  if (half === 0 || early <= 0) return 'flat';
  const ratio = volumeOf(swings.slice(-half)) / early;
  return ratio <= 0.85 ? 'falling' : ratio >= 1 / 0.85 ? 'rising' : 'flat';
}

/** docs/wyckoff/levels.md#strength */
export function plainStrength(swings: readonly PlainSwing[], now: number): number {
  const touches = Math.min(4, swings.length) * 10;
  const volume = { falling: 30, flat: 15, rising: 0 }[volumeTrend(swings)];
  const wicks = swings.reduce((sum, { wick }) => sum + wick, 0) / swings.length;
  return Math.round(touches + volume + Math.min(20, wicks * 40) + Math.min(10, ((now - swings[0].index) / 40) * 10));
}

/** docs/wyckoff/targets.md#jump, as the side reads prices; null while the cause is too young. */
export function plainJump(
  { ceiling, height }: PlainEdges,
  bars: number,
  price: (read: number) => number,
): number | null {
  const factor = bars >= 40 ? 3 : bars >= 25 ? 2.5 : bars >= 15 ? 2 : null;
  if (factor === null) return null;
  const possible = [3, 2.5, 2, 1].filter((f) => f <= factor).map((f) => ceiling + f * height);
  return possible.find((read) => price(read) > 0) ?? null;
}
