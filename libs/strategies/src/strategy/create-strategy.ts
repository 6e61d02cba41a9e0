import { contentHash } from '@tape/risk-rules';
import type { Direction } from '@tape/wyckoff';
import { evaluate, type Known } from '../condition/evaluate.js';
import type { StrategyDefinition } from '../definition/strategy-definition.js';
import { createIndicator } from '../indicator/create-indicator.js';
import type { Indicator, IndicatorState } from '../indicator/indicator.js';
import { scheduleOf } from '../schedule/schedule.js';
import { canonicalText } from './canonical-text.js';
import { defineStrategy, type Series, type StrategyCore } from './define-strategy.js';
import { intended, NOTHING, type EntryRefusal, type StrategyStep } from './intent.js';
import { knownAfter } from './known-after.js';
import { memoryPlanOf, recall, remember, type Remembered } from './memory.js';
import type { Strategy, StrategyInput } from './strategy.js';
import { planTrade, trailOf } from './trade-plan.js';

interface DeclaredState {
  readonly indicators: Readonly<Record<string, IndicatorState>>;
  readonly before: Remembered | null;
}

/** The strategy of a checked definition (`readDefinition`). Deterministic, and blind to every bar that was not pushed yet. */
export function createStrategy(definition: StrategyDefinition): Strategy {
  const { id, version, tier, timeframes, symbols } = definition;
  const definitionHash = contentHash(canonicalText(definition));
  const begin = (series: Series, state?: unknown): StrategyCore =>
    declaredCore(definition, series, state as DeclaredState | undefined);
  return defineStrategy({ id, version, tier, timeframes, symbols, legs: 1, definitionHash, begin });
}

function declaredCore(definition: StrategyDefinition, series: Series, state?: DeclaredState): StrategyCore {
  const { entries, exits, stop, targets } = definition;
  const { timeframe } = series;
  const indicators = new Map<string, Indicator>(
    Object.entries(definition.indicators).map(([name, spec]) => [name, createIndicator(spec, state?.indicators[name])]),
  );
  const isOn = scheduleOf(definition.schedule);
  const plan = memoryPlanOf(definition);
  let before = state?.before ?? null;

  const enter = (input: StrategyInput, now: Known, past: Known | null): StrategyStep => {
    const isLong = entries.long !== undefined && evaluate(entries.long, now, past) === true;
    const isShort = entries.short !== undefined && evaluate(entries.short, now, past) === true;
    if (!isLong && !isShort) return NOTHING;
    if (!isOn(input.bar.openTimeMs, timeframe)) return refusal('OUTSIDE_SCHEDULE');
    if (isLong && isShort) return refusal('BOTH_DIRECTIONS');
    const direction: Direction = isLong ? 'LONG' : 'SHORT';
    const { symbol, bar } = input;
    const trade = planTrade(direction, bar.close, stop, targets, now);
    if (!trade.ok) return refusal(trade.refusal);
    const trail = trailOf(definition.trail, now);
    const intent = {
      ...intended(definition, 'ENTER', symbol, timeframe, bar.openTimeMs, direction),
      kind: 'ENTER',
      entry: bar.close,
      stop: trade.stop,
      targets: trade.targets,
      ...(trail === null ? {} : { trail }),
      riskPercent: definition.sizing.riskPercent,
      patternId: null,
      groupId: null,
    } as const;
    return { intents: [intent], refused: null };
  };

  const leave = ({ symbol, bar, stance }: StrategyInput, now: Known, past: Known | null): StrategyStep => {
    const condition = stance === 'LONG' ? exits.long : exits.short;
    if (condition === undefined || evaluate(condition, now, past) !== true) return NOTHING;
    const direction: Direction = stance === 'LONG' ? 'LONG' : 'SHORT';
    const base = intended(definition, 'EXIT', symbol, timeframe, bar.openTimeMs, direction);
    return { intents: [{ ...base, kind: 'EXIT', reason: 'CONDITION', groupId: null }], refused: null };
  };

  const push = (input: StrategyInput): StrategyStep => {
    for (const indicator of indicators.values()) indicator.push(input.bar);
    const now = knownAfter(input.bar, indicators, input.analysis);
    const past = before === null ? null : recall(before);
    const step = input.stance === 'FLAT' ? enter(input, now, past) : leave(input, now, past);
    before = remember(plan, now);
    return step;
  };
  const snapshots = (): Record<string, IndicatorState> =>
    Object.fromEntries([...indicators].map(([name, indicator]) => [name, indicator.snapshot()]));
  return { push, state: () => ({ indicators: snapshots(), before }) satisfies DeclaredState };
}

function refusal(refused: EntryRefusal): StrategyStep {
  return { intents: [], refused };
}
