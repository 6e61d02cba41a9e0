import type { Timeframe } from '@tape/market';
import type { StrategyStep } from './intent.js';
import {
  assertNext,
  type Strategy,
  type StrategyInput,
  type StrategyInstance,
  type StrategySnapshot,
} from './strategy.js';

export interface Series {
  readonly symbols: readonly string[];
  readonly timeframe: Timeframe;
}

/** What a strategy itself has to do; series, order of bars and snapshots are checked around it. */
export interface StrategyCore {
  push(input: StrategyInput): StrategyStep;
  /** Plain JSON that `begin` goes on from. */
  state(): unknown;
}

export type StrategyTerms = Pick<Strategy, 'id' | 'version' | 'tier' | 'timeframes' | 'symbols'> & {
  /** Symbols an instance reads: 1, or 2 for a pair. */
  readonly legs: number;
  readonly definitionHash: string;
  readonly begin: (series: Series, state?: unknown) => StrategyCore;
};

interface FramedState {
  readonly lastOpenTimesMs: readonly (number | null)[];
  readonly core: unknown;
}

export function defineStrategy(terms: StrategyTerms): Strategy {
  const { id, version, tier, timeframes, symbols } = terms;
  return {
    id,
    version,
    tier,
    timeframes,
    symbols,
    open: (of, timeframe) => instanceOf(terms, seriesOf(terms, of, timeframe)),
    restore: (snapshot) => {
      const { strategyId, strategyVersion, definitionHash } = snapshot;
      if (strategyId !== id || strategyVersion !== version || definitionHash !== terms.definitionHash) {
        throw new RangeError(
          `the snapshot is of strategy ${strategyId} ${strategyVersion} (${definitionHash}), ` +
            `not of ${id} ${version} (${terms.definitionHash}): read its bars anew`,
        );
      }
      const series = seriesOf(terms, snapshot.symbols, snapshot.timeframe);
      return instanceOf(terms, series, structuredCopy(snapshot.state) as FramedState);
    },
  };
}

function seriesOf(terms: StrategyTerms, symbols: readonly string[], timeframe: Timeframe): Series {
  const isKnown = (symbol: string): boolean => terms.symbols[0] === '*' || terms.symbols.includes(symbol);
  if (symbols.length !== terms.legs || new Set(symbols).size !== terms.legs || !symbols.every(isKnown)) {
    throw new RangeError(`strategy ${terms.id} does not trade ${symbols.join(' with ')}`);
  }
  if (!terms.timeframes.includes(timeframe)) {
    throw new RangeError(`strategy ${terms.id} does not read bars of ${timeframe}`);
  }
  return { symbols: [...symbols], timeframe };
}

function instanceOf(terms: StrategyTerms, series: Series, state?: FramedState): StrategyInstance {
  const core = terms.begin(series, state?.core);
  const lastOpenTimesMs = [...(state?.lastOpenTimesMs ?? series.symbols.map(() => null))];
  const push = (input: StrategyInput): StrategyStep => {
    const leg = series.symbols.indexOf(input.symbol);
    if (leg < 0) throw new RangeError(`${terms.id} reads ${series.symbols.join(' and ')}, not ${input.symbol}`);
    assertNext(input.bar, lastOpenTimesMs[leg] ?? null, input.symbol);
    lastOpenTimesMs[leg] = input.bar.openTimeMs;
    return core.push(input);
  };
  const snapshot = (): StrategySnapshot => ({
    strategyId: terms.id,
    strategyVersion: terms.version,
    definitionHash: terms.definitionHash,
    ...series,
    state: structuredCopy({ lastOpenTimesMs, core: core.state() }),
  });
  return { ...series, push, snapshot };
}

/** Cuts a state loose from what goes on changing, and proves that it is plain JSON. */
function structuredCopy(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
