import type { Candidate, TradablePattern } from '../analysis.js';
import { durationBars } from '../range/trading-range.js';
import type { Rules } from '../rules.js';
import { at, type OrientedBars } from '../series/bar-series.js';
import { jumpPrice, objective } from '../target/jump.js';
import { stopPrice } from '../target/stop.js';
import type { Draft } from './draft.js';

/** Where to get in, where it is wrong, where it goes. Real prices. */
export type TradePlan = Pick<Candidate, 'entry' | 'stop' | 'targets' | 'guard'>;

/** Parts of the way to the objective at which secondary targets stand. */
const PARTWAY = [0.5, 0.75] as const;

/** The trade of a pattern, entered at the close of bar `now`; null when its stop is too far or no objective is left ahead of it. */
export function tradePlan(draft: Draft, bars: OrientedBars, now: number, rules: Rules): TradePlan | null {
  const { range, pattern, mark } = draft;
  const { orientation } = bars;
  const up = orientation === 1;
  const side = up ? 'ACCUMULATION' : 'DISTRIBUTION';
  const ceiling = up ? range.creek : -range.ice;
  const entry = at(bars.close, now);
  const stop = stopPrice(entry, STRUCTURAL_STOP[pattern](draft, ceiling, at(bars.atr, now)), rules);
  if (stop === null) return null;
  const jump = jumpPrice(side, range.ice, range.creek, durationBars(range, now));
  if (jump === null || orientation * jump <= entry) return null;
  const primary = orientation * jump;
  const opensInside = pattern === 'SPRING' || pattern === 'UTAD';
  // The level whose loss ends the campaign must still stand, or the trade would be over before it began.
  const guard = opensInside ? mark.price : ceiling;
  if (guard >= entry) return null;
  const targets = PARTWAY.map((share) => entry + share * (primary - entry));
  if (opensInside && ceiling > entry && ceiling < primary) {
    targets.push(ceiling);
    targets.sort((a, b) => a - b);
  }
  const conservative = objective(side, range.ice, range.creek, 1);
  return {
    entry: orientation * entry,
    stop: orientation * stop,
    targets: {
      primary: jump,
      secondary: targets.map((price) => orientation * price),
      conservative: conservative !== null && orientation * conservative > entry ? conservative : null,
    },
    guard: {
      kind: pattern === 'SPRING' ? 'SPRING_LOW' : pattern === 'UTAD' ? 'UTAD_HIGH' : 'CAMPAIGN_ICE',
      price: orientation * guard,
    },
  };
}

const OWN_EXTREME = ({ mark }: Draft, _ceiling: number, atr: number): number => mark.price - 0.5 * atr;
const UNDER_CEILING = (_draft: Draft, ceiling: number, atr: number): number => ceiling - atr;
const UNDER_BACKUP = ({ mark }: Draft, ceiling: number, atr: number): number =>
  Math.min(mark.price, ceiling) - 0.5 * atr;

/** Structural level and buffer by pattern. Source: docs/wyckoff/targets.md#stops */
const STRUCTURAL_STOP: Readonly<Record<TradablePattern, typeof OWN_EXTREME>> = {
  SPRING: OWN_EXTREME,
  UTAD: OWN_EXTREME,
  SOS: UNDER_CEILING,
  SOW: UNDER_CEILING,
  LPS: UNDER_BACKUP,
  LPSY: UNDER_BACKUP,
};
