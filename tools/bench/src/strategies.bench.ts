import { performance } from 'node:perf_hooks';
import { SIMULATED_MARKETS, SIMULATED_TIMEFRAME, simulateMarket, toBar, type Bar, type PriceBar } from '@tape/market';
import {
  createAnalysisViewer,
  createRegimeDetector,
  createStrategy,
  isolate,
  meanReversion,
  momentumBreakout,
  wyckoffStrategy,
  type IsolatedInstance,
  type Stance,
} from '@tape/strategies';
import { createAnalyzer } from '@tape/wyckoff';
import { percentile } from './percentile.js';

const SYMBOLS = 100;
const INSTANCES = 100;
/** Past the warm-up of every indicator, and until the code is compiled. */
const WARM_UP_ROUNDS = 600;
const MEASURED_ROUNDS = 600;

interface Lane {
  readonly symbol: string;
  readonly bars: readonly string[];
  readonly instance: IsolatedInstance;
  readonly read: (bar: Bar) => ReturnType<ReturnType<typeof createAnalysisViewer>['push']>;
  stance: Stance;
}

const STRATEGIES = [createStrategy(momentumBreakout()), createStrategy(meanReversion()), wyckoffStrategy()];

/**
 * 100 strategy instances on 100 symbols. `message` is one bar from its JSON to the intents and the snapshot to be stored, with analysis and
 * regime; `strategy` is the part of it that the strategy takes; `loop` is one bar of every symbol.
 */
export async function* strategiesBench(): AsyncGenerator<Record<string, number | string>> {
  const lanes = Array.from({ length: SYMBOLS }, (_, n) => laneOf(n));
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) for (const lane of lanes) work(lane, round);
  const [messages, strategies, loops] = [[], [], []] as [number[], number[], number[]];
  let intents = 0;
  for (let round = WARM_UP_ROUNDS; round < WARM_UP_ROUNDS + MEASURED_ROUNDS; round += 1) {
    const startedAt = performance.now();
    for (const lane of lanes) {
      const times = work(lane, round);
      messages.push(times.messageMs);
      strategies.push(times.strategyMs);
      intents += times.intents;
    }
    loops.push(performance.now() - startedAt);
  }
  const stopped = lanes.filter(({ instance }) => instance.run.state === 'STOPPED').length;
  if (stopped > 0) throw new Error(`${stopped} instances stopped: a figure over them would be a lie`);
  yield {
    bench: 'strategies',
    instances: INSTANCES,
    symbols: SYMBOLS,
    messages: messages.length,
    intents,
    loop_ms_p99: round(percentile(loops, 0.99)),
    message_ms_p99: round(percentile(messages, 0.99)),
    strategy_ms_p99: round(percentile(strategies, 0.99)),
    message_p50_us: micro(messages, 0.5),
    strategy_p50_us: micro(strategies, 0.5),
    loop_p50_ms: round(percentile(loops, 0.5)),
    snapshot_bytes: JSON.stringify(lanes[0]!.instance.instance.snapshot()).length,
  };
}

function laneOf(n: number): Lane {
  const symbol = `SIM${n}`;
  const strategy = STRATEGIES[n % STRATEGIES.length]!;
  const market = simulateMarket(n, SIMULATED_MARKETS[n % SIMULATED_MARKETS.length]!.symbol);
  const bars = Array.from({ length: WARM_UP_ROUNDS + MEASURED_ROUNDS }, () => JSON.stringify(market.next().value));
  const analyzer = createAnalyzer({ symbol, timeframe: SIMULATED_TIMEFRAME });
  const viewer = createAnalysisViewer();
  const regimes = createRegimeDetector();
  return {
    symbol,
    bars,
    instance: isolate(strategy.open([symbol], SIMULATED_TIMEFRAME)),
    read: (bar) => viewer.push(analyzer.push(bar), regimes.push(bar).regime),
    stance: 'FLAT',
  };
}

function work(lane: Lane, round: number): { messageMs: number; strategyMs: number; intents: number } {
  const receivedAt = performance.now();
  const bar = toBar(JSON.parse(lane.bars[round]!) as PriceBar);
  const analysis = lane.read(bar);
  const askedAt = performance.now();
  const { step } = lane.instance.push({ symbol: lane.symbol, bar, analysis, stance: lane.stance });
  const answeredAt = performance.now();
  lane.instance.instance.snapshot();
  const keptAt = performance.now();
  for (const intent of step.intents) lane.stance = intent.kind === 'ENTER' ? intent.direction : 'FLAT';
  return { messageMs: keptAt - receivedAt, strategyMs: answeredAt - askedAt, intents: step.intents.length };
}

function micro(valuesMs: readonly number[], share: number): number {
  return round(percentile(valuesMs, share) * 1_000);
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
