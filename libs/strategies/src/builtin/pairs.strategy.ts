import type { Timeframe } from '@tape/market';
import { contentHash } from '@tape/risk-rules';
import type { Direction } from '@tape/wyckoff';
import { createIndicator } from '../indicator/create-indicator.js';
import type { Indicator, IndicatorState } from '../indicator/indicator.js';
import { canonicalText } from '../strategy/canonical-text.js';
import { defineStrategy, type Series, type StrategyCore } from '../strategy/define-strategy.js';
import { intended, NOTHING, type EnterIntent, type ExitReason, type StrategyStep } from '../strategy/intent.js';
import type { Stance, Strategy, StrategyInput } from '../strategy/strategy.js';

export interface PairsTerms {
  readonly id: string;
  readonly version: number;
  /** The ratio is first over second. */
  readonly first: string;
  readonly second: string;
  readonly timeframe: Timeframe;
  /** Bars the mean and the deviation of the log ratio are taken over. */
  readonly lookback: number;
  /** In standard deviations: 0 ≤ exitZ < entryZ < stopZ. */
  readonly entryZ: number;
  readonly exitZ: number;
  readonly stopZ: number;
  /** Of each leg: the last resort, far beyond what the ratio decides. Percent of price. */
  readonly stopPercent: number;
  /** Of equity, for each leg; decimal text. */
  readonly riskPercent: string;
}

/** The newest bar of a leg that still waits for the other leg's of the same time. */
interface Waiting {
  readonly openTimeMs: number;
  readonly close: number;
  readonly stance: Stance;
}

interface PairsState {
  readonly ratio: IndicatorState;
  readonly waiting: readonly (Waiting | null)[];
}

const LEGS = [0, 1] as const;

/**
 * Sells the dear and buys the cheap of two symbols when the log of their ratio is far from its mean, and closes both when it is
 * back, or so far that the relation must be taken as broken. A leg left alone is closed.
 * @throws RangeError for terms out of order.
 */
export function pairsStrategy(terms: PairsTerms): Strategy {
  const { id, version, first, second, timeframe, exitZ, entryZ, stopZ, lookback, stopPercent } = terms;
  if (!(exitZ >= 0 && exitZ < entryZ && entryZ < stopZ)) {
    throw new RangeError(`${id}: 0 <= exitZ < entryZ < stopZ must hold, not ${exitZ}, ${entryZ}, ${stopZ}`);
  }
  if (first === second || lookback < 2 || !(stopPercent > 0 && stopPercent < 100)) {
    throw new RangeError(`${id}: needs two symbols, a lookback of 2 or more and a stop of 0 to 100 %`);
  }
  return defineStrategy({
    id,
    version,
    tier: 'STRATEGIST',
    timeframes: [timeframe],
    symbols: [first, second],
    legs: 2,
    definitionHash: contentHash(canonicalText(terms)),
    begin: (series, state) => pairsCore(terms, series, state as PairsState | undefined),
  });
}

function pairsCore(terms: PairsTerms, series: Series, state?: PairsState): StrategyCore {
  // Bands of one deviation: their distance from the middle is the deviation.
  const spec = { kind: 'bollinger', period: terms.lookback, deviations: 1 } as const;
  const ratio = createIndicator(spec, state?.ratio);
  const waiting: (Waiting | null)[] = [...(state?.waiting ?? [null, null])];

  const push = ({ symbol, bar, stance }: StrategyInput): StrategyStep => {
    const leg = symbol === terms.first ? 0 : 1;
    waiting[leg] = { openTimeMs: bar.openTimeMs, close: bar.close, stance };
    const [first, second] = waiting;
    // A bar whose partner never came is overtaken by the next of its leg and forgotten.
    if (first === null || second === null || first?.openTimeMs !== second?.openTimeMs) return NOTHING;
    const pair = [first!, second!] as const;
    waiting.fill(null);
    return decide(terms, series.timeframe, pair, zScore(ratio, pair));
  };
  return { push, state: () => ({ ratio: ratio.snapshot(), waiting }) satisfies PairsState };
}

type Pair = readonly [Waiting, Waiting];

/** Of the newest log ratio among the last `lookback`; null until there are as many, and while they do not differ. */
function zScore(ratio: Indicator, [first, second]: Pair): number | null {
  const log = Math.log(first.close / second.close);
  if (!Number.isFinite(log)) throw new RangeError(`no ratio of ${first.close} to ${second.close}`);
  ratio.push({ openTimeMs: first.openTimeMs, open: log, high: log, low: log, close: log, volume: 0 });
  const [mean, upper] = [ratio.value('middle'), ratio.value('upper')];
  if (mean === null || upper === null || upper <= mean) return null;
  return (log - mean) / (upper - mean);
}

function decide(terms: PairsTerms, timeframe: Timeframe, pair: Pair, z: number | null): StrategyStep {
  const stances = pair.map(({ stance }) => stance);
  const open = stances.filter((stance) => stance !== 'FLAT').length;
  if (open === 1) return leave(terms, timeframe, pair, 'LONE_LEG');
  if (z === null) return NOTHING;
  const distance = Math.abs(z);
  if (open === 0) {
    if (distance < terms.entryZ || distance >= terms.stopZ) return NOTHING;
    return enter(terms, timeframe, pair, z > 0 ? ['SHORT', 'LONG'] : ['LONG', 'SHORT']);
  }
  if (distance >= terms.stopZ) return leave(terms, timeframe, pair, 'DIVERGED');
  // The first leg is short while the ratio is high: over the mean to the other side is back, too.
  const remaining = stances[0] === 'SHORT' ? z : -z;
  return remaining <= terms.exitZ ? leave(terms, timeframe, pair, 'REVERTED') : NOTHING;
}

function groupId({ id, version, first, second }: PairsTerms, barTimeMs: number): string {
  return `${id}@${version}:${first}/${second}:${barTimeMs}`;
}

function enter(
  terms: PairsTerms,
  timeframe: Timeframe,
  pair: Pair,
  directions: readonly [Direction, Direction],
): StrategyStep {
  const intents = LEGS.map((leg): EnterIntent => {
    const direction = directions[leg];
    const { close, openTimeMs } = pair[leg];
    const sign = direction === 'LONG' ? 1 : -1;
    return {
      ...intended(terms, 'ENTER', symbolOf(terms, leg), timeframe, openTimeMs, direction),
      kind: 'ENTER',
      entry: close,
      stop: close * (1 - (sign * terms.stopPercent) / 100),
      targets: [],
      riskPercent: terms.riskPercent,
      patternId: null,
      groupId: groupId(terms, openTimeMs),
    };
  });
  return { intents, refused: null };
}

function leave(terms: PairsTerms, timeframe: Timeframe, pair: Pair, reason: ExitReason): StrategyStep {
  const intents = LEGS.flatMap((leg) => {
    const { stance, openTimeMs } = pair[leg];
    if (stance === 'FLAT') return [];
    const base = intended(terms, 'EXIT', symbolOf(terms, leg), timeframe, openTimeMs, stance);
    return [{ ...base, kind: 'EXIT' as const, reason, groupId: groupId(terms, openTimeMs) }];
  });
  return { intents, refused: null };
}

function symbolOf({ first, second }: PairsTerms, leg: 0 | 1): string {
  return leg === 0 ? first : second;
}
