import type { Timeframe } from '@tape/market';
import { amount, failure, isPriceOrdered, percentOf, type Finding } from '@tape/risk-rules';
import type { DetectedPattern } from './detected-pattern.js';
import type { Validator } from './validator.js';

export type LevelsReason =
  | 'jump-missing'
  | 'levels-out-of-order'
  | 'price-order-broken'
  | 'ice-weak'
  | 'creek-weak'
  | 'range-too-narrow'
  | 'range-too-short'
  | 'objective-mostly-used';

/** Least strength of ice and creek. Scale 0..100. */
export const MIN_LEVEL_STRENGTH = 60;
/** Least height of a daily range. Unit: percent of its ice. */
export const MIN_WIDTH_PERCENT = 3;
/** Least age of a range: under it no objective is projected. Unit: bars. */
export const MIN_DURATION_BARS = 15;
/** Part of the way from the range's far edge to its objective that may be gone at entry. Unit: percent. */
export const MAX_WAY_USED_PERCENT = 50;

/** Price percentages shrink with the length of the bar. Source: docs/wyckoff, timeframe scale. */
export const PRICE_SCALE: Readonly<Record<Timeframe, number>> = {
  '1m': 0.15,
  '5m': 0.2,
  '15m': 0.3,
  '1h': 0.7,
  '4h': 0.85,
  '1d': 1,
  '1w': 1.5,
};

/** How much of the move from ice (longs) or creek (shorts) to the objective lies behind the entry. Unit: percent. */
export function wayUsedPercent(pattern: Pick<DetectedPattern, 'direction' | 'entry' | 'range'>, jump: string): number {
  const start = amount(pattern.direction === 'LONG' ? pattern.range.ice : pattern.range.creek);
  return percentOf(amount(pattern.entry).minus(start), amount(jump).minus(start)).toNumber();
}

function order(pattern: DetectedPattern, jump: string): Finding<LevelsReason> | null {
  const ice = amount(pattern.range.ice);
  const creek = amount(pattern.range.creek);
  const isBeyond = pattern.direction === 'LONG' ? amount(jump).greaterThan(creek) : amount(jump).lessThan(ice);
  if (!ice.lessThan(creek) || !isBeyond) {
    const measured = `ice ${pattern.range.ice}, creek ${pattern.range.creek}, jump ${jump}`;
    const limit = pattern.direction === 'LONG' ? 'ice < creek < jump' : 'jump < ice < creek';
    return failure('levels-out-of-order', 'the levels of the range contradict each other', measured, limit);
  }
  if (isPriceOrdered(pattern)) return null;
  return failure(
    'price-order-broken',
    'stop, entry and target are out of order',
    `stop ${pattern.stop}, entry ${pattern.entry}, target ${pattern.targets.primary}`,
    pattern.direction === 'LONG' ? 'stop < entry < target' : 'target < entry < stop',
  );
}

function findings(pattern: DetectedPattern): readonly Finding<LevelsReason>[] {
  const { jump, iceStrength, creekStrength, widthPercent, durationBars } = pattern.range;
  if (jump === null) return [failure('jump-missing', 'the range projects no objective')];
  const disorder = order(pattern, jump);
  if (disorder !== null) return [disorder];

  const found: Finding<LevelsReason>[] = [];
  const minWidth = MIN_WIDTH_PERCENT * PRICE_SCALE[pattern.timeframe];
  if (iceStrength < MIN_LEVEL_STRENGTH) {
    found.push(failure('ice-weak', 'the ice is not established', iceStrength, MIN_LEVEL_STRENGTH));
  }
  if (creekStrength < MIN_LEVEL_STRENGTH) {
    found.push(failure('creek-weak', 'the creek is not established', creekStrength, MIN_LEVEL_STRENGTH));
  }
  if (widthPercent < minWidth) {
    found.push(failure('range-too-narrow', 'the range is too narrow to trade', widthPercent, minWidth));
  }
  if (durationBars < MIN_DURATION_BARS) {
    found.push(failure('range-too-short', 'the range is too young to carry a move', durationBars, MIN_DURATION_BARS));
  }
  const used = wayUsedPercent(pattern, jump);
  if (used > MAX_WAY_USED_PERCENT) {
    found.push(failure('objective-mostly-used', 'most of the move is over', used, MAX_WAY_USED_PERCENT));
  }
  return found;
}

export const levelsValidator: Validator<LevelsReason> = {
  stage: 'LEVELS',
  name: 'levels',
  passMessage: 'levels are present, ordered and established',
  findings,
  metadata: ({ range }) => ({
    ice: range.ice,
    creek: range.creek,
    jump: range.jump,
    widthPercent: range.widthPercent,
    durationBars: range.durationBars,
  }),
};
