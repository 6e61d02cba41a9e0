import { closeTimeMs, seededRandom, toBar, type Bar } from '@tape/market';
import type { TradeSignal } from '@tape/trading';
import { meanOf } from '../evidence/bootstrap.js';
import { EVIDENCE_RULES, type EvidenceRules } from '../evidence/evidence-rules.js';
import { randomEntries } from '../evidence/random-entries.js';
import { outcomeOf } from '../evidence/trade-outcome.js';
import type { BacktestSeries } from '../merge-series.js';
import { SUFFICIENT_SAMPLE } from '../metrics.js';

/** The signals of a run beside entries that chance chose. Mean R after costs, held alike: to stop, target or the last bar allowed. */
export interface RandomBaseline {
  /** Signals that came to an end on the bars of the run. */
  readonly signals: number;
  readonly meanR: number | null;
  /** The same direction and distances, entered after random bars of the same series. */
  readonly randomMeanR: number | null;
  readonly randomEntries: number;
  readonly insufficientSample: boolean;
}

/** Bars before ranges may be named; chance has them neither. */
const WARM_UP_BARS = 40;

/** @param seed of chance: the same run with the same seed has the same baseline. */
export function randomBaseline(
  signals: readonly TradeSignal[],
  series: readonly BacktestSeries[],
  seed = 1,
  rules: EvidenceRules = EVIDENCE_RULES,
): RandomBaseline {
  const own: number[] = [];
  const random: number[] = [];
  let entries = 0;
  for (const { instrument, timeframe, bars } of series) {
    const ofSeries = signals.filter((signal) => signal.symbol === instrument.symbol && signal.timeframe === timeframe);
    if (ofSeries.length === 0) continue;
    const read = bars.map(toBar);
    const placeOf = new Map(read.map(({ openTimeMs }, place) => [closeTimeMs(openTimeMs, timeframe), place]));
    const costs = rules.costs[instrument.assetClass];
    const chance = seededRandom(seed, instrument.symbol, timeframe);
    for (const signal of ofSeries) {
      const known = placeOf.get(signal.createdAtMs);
      if (known === undefined) continue;
      const idea = ideaOf(signal);
      const outcome = outcomeOf(read, known, idea, costs, rules.maxHoldBars);
      if (!('r' in outcome)) continue;
      own.push(outcome.r);
      const drawn = randomEntries(read, firstBar(read), idea, costs, rules, () => chance.next());
      if (drawn === null) continue;
      random.push(drawn.meanR);
      entries += drawn.n;
    }
  }
  return {
    signals: own.length,
    meanR: rounded(meanOf(own)),
    randomMeanR: rounded(meanOf(random)),
    randomEntries: entries,
    insufficientSample: own.length < SUFFICIENT_SAMPLE,
  };
}

function ideaOf({ direction, entry, stop, targets }: TradeSignal): Parameters<typeof outcomeOf>[2] {
  return { direction, entry: Number(entry), stop: Number(stop), target: Number(targets.primary) };
}

function firstBar(bars: readonly Bar[]): number {
  return Math.min(WARM_UP_BARS, bars.length);
}

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toFixed(4));
}
