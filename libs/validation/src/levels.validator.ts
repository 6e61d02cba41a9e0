import type { Timeframe } from '@tape/market';
import { amount, bounded, failure, held, isPriceOrdered, percentOf, raised, type Check } from '@tape/risk-rules';
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

/** Price percentages shrink with the length of the bar; the chain's own, whatever scale the analysis is set to. Source: docs/wyckoff. */
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

/** Least height of a range of these bars, percent of its ice. To the fourth decimal, like the widths: 3 × 0.2 is 0.6 and no bit more. */
export function minWidthPercent(timeframe: Timeframe): number {
  return Math.round(MIN_WIDTH_PERCENT * PRICE_SCALE[timeframe] * 10_000) / 10_000;
}

function orderChecks(pattern: DetectedPattern, jump: string): readonly Check<LevelsReason>[] {
  const isLong = pattern.direction === 'LONG';
  const ice = amount(pattern.range.ice);
  const creek = amount(pattern.range.creek);
  const isBeyond = isLong ? amount(jump).greaterThan(creek) : amount(jump).lessThan(ice);
  const levels = `ice ${pattern.range.ice}, creek ${pattern.range.creek}, jump ${jump}`;
  const levelOrder = isLong ? 'ice < creek < jump' : 'jump < ice < creek';
  if (!ice.lessThan(creek) || !isBeyond) {
    const disorder = failure(
      'levels-out-of-order',
      'the levels of the range contradict each other',
      levels,
      levelOrder,
    );
    return [raised('levels', 'is', disorder)];
  }
  const prices = `stop ${pattern.stop}, entry ${pattern.entry}, target ${pattern.targets.primary}`;
  const priceOrder = isLong ? 'stop < entry < target' : 'target < entry < stop';
  const ordered = held('levels', levels, 'is', levelOrder);
  if (isPriceOrdered(pattern)) return [ordered, held('prices', prices, 'is', priceOrder)];
  const disorder = failure('price-order-broken', 'stop, entry and target are out of order', prices, priceOrder);
  return [ordered, raised('prices', 'is', disorder)];
}

function checks(pattern: DetectedPattern): readonly Check<LevelsReason>[] {
  const { jump, iceStrength, creekStrength, widthPercent, durationBars } = pattern.range;
  if (jump === null) {
    const missing = failure('jump-missing', 'the range projects no objective', 'none', 'an objective');
    return [raised('jump', 'is', missing)];
  }
  const ordered = orderChecks(pattern, jump);
  if (ordered.some(({ finding }) => finding !== null)) return ordered;
  return [
    ...ordered,
    bounded('ice strength', iceStrength, 'at-least', MIN_LEVEL_STRENGTH, {
      reason: 'ice-weak',
      message: 'the ice is not established',
    }),
    bounded('creek strength', creekStrength, 'at-least', MIN_LEVEL_STRENGTH, {
      reason: 'creek-weak',
      message: 'the creek is not established',
    }),
    bounded('width %', widthPercent, 'at-least', minWidthPercent(pattern.timeframe), {
      reason: 'range-too-narrow',
      message: 'the range is too narrow to trade',
    }),
    bounded('bars in the range', durationBars, 'at-least', MIN_DURATION_BARS, {
      reason: 'range-too-short',
      message: 'the range is too young to carry a move',
    }),
    bounded('% of the way used', wayUsedPercent(pattern, jump), 'at-most', MAX_WAY_USED_PERCENT, {
      reason: 'objective-mostly-used',
      message: 'most of the move is over',
    }),
  ];
}

export const levelsValidator: Validator<LevelsReason> = {
  stage: 'LEVELS',
  name: 'levels',
  passMessage: 'levels are present, ordered and established',
  needs: [],
  checks,
  metadata: ({ range }) => ({
    ice: range.ice,
    creek: range.creek,
    jump: range.jump,
    widthPercent: range.widthPercent,
    durationBars: range.durationBars,
  }),
};
