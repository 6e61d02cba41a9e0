import { Controller, Inject } from '@nestjs/common';
import { listStrategies, setStrategy, type StrategyView } from '@tape/contracts';
import type { Timeframe } from '@tape/market';
import { OnRpc, type RequestOf, type ResponseOf, RpcRefusal } from '@tape/messaging';
import { admissionOf, type Strategy, type Tier } from '@tape/strategies';
import type { AccountTier } from './account/account-tier.js';
import { type Catalogue, PIPELINE_STRATEGY } from './catalogue/catalogue.js';
import type { SeriesStore } from './series/series-store.repository.js';
import type { InstanceRow, StrategyList, StrategyResult } from './switch/strategy-list.repository.js';
import type { Supervisor } from './switch/supervisor.js';
import type { Switches } from './switch/switches.repository.js';

/** Injection token of {@link StrategyDeskParts}. */
export const STRATEGY_DESK_PARTS = Symbol('STRATEGY_DESK_PARTS');

export interface StrategyDeskParts {
  readonly catalogue: Catalogue;
  readonly switches: Switches;
  readonly supervisor: Supervisor;
  readonly store: SeriesStore;
  readonly list: StrategyList;
  readonly tier: AccountTier;
}

/** Answers the gateway: what there is, what it does, and the switch of each. */
@Controller()
export class StrategyDeskController {
  readonly #parts: StrategyDeskParts;

  constructor(@Inject(STRATEGY_DESK_PARTS) parts: StrategyDeskParts) {
    this.#parts = parts;
  }

  @OnRpc(listStrategies)
  async all(_request: RequestOf<typeof listStrategies>): Promise<ResponseOf<typeof listStrategies>> {
    const { catalogue, switches, supervisor, list, tier } = this.#parts;
    const enabled = await switches.enabled();
    const results = await list.results(PIPELINE_STRATEGY);
    const instances = await list.instances();
    const account = tier.state ?? (await tier.at(Number.NEGATIVE_INFINITY));
    return {
      account: account === null ? null : { ...account },
      strategies: catalogue.all.map((strategy) => ({
        ...this.#described(strategy),
        ...standing(strategy, enabled.has(strategy.id), account?.tier ?? null),
        ...resultOf(results.get(strategy.id)),
        instances: instances.filter(({ strategyId }) => strategyId === strategy.id).map(instanceView),
      })),
      regimes: supervisor.runners.map(({ series, regime }) => ({ ...series, regime })),
    };
  }

  @OnRpc(setStrategy)
  async set({ id, enabled, by, note }: RequestOf<typeof setStrategy>): Promise<ResponseOf<typeof setStrategy>> {
    const { catalogue, switches, supervisor, store } = this.#parts;
    if (catalogue.get(id) === undefined) {
      const known = catalogue.all.map((strategy) => strategy.id).join(', ');
      throw new RpcRefusal('unknown-strategy', `there is no strategy ${id}; known are ${known}`, false);
    }
    if (id === PIPELINE_STRATEGY) {
      const message = 'wyckoff is the pipeline itself: set the trading state of the engine wyckoff to stop its entries';
      throw new RpcRefusal('not-switchable', message, false);
    }
    await switches.set(id, enabled, by, note);
    if (!enabled) await store.pardon(id);
    await supervisor.rearrange();
    return { id, enabled };
  }

  #described({ id, version, tier, timeframes, symbols }: Strategy) {
    const source = this.#parts.catalogue.sourceOf(id);
    return { id, version, source, timeframes: [...timeframes], symbols: [...symbols], tier };
  }
}

function standing(
  strategy: Strategy,
  enabled: boolean,
  held: Tier | null,
): Pick<StrategyView, 'enabled' | 'state' | 'why'> {
  if (strategy.id === PIPELINE_STRATEGY) return { enabled: true, state: 'PIPELINE', why: null };
  if (!enabled) return { enabled, state: 'DISABLED', why: `it is switched off: tape strategies enable ${strategy.id}` };
  if (held === null) return { enabled, state: 'EXITS_ONLY', why: 'there is no account yet: the risk service makes it' };
  if (admissionOf(strategy.tier, held) === 'ADMITTED') return { enabled, state: 'RUNNING', why: null };
  return { enabled, state: 'EXITS_ONLY', why: `it needs an account of ${strategy.tier}, this one is ${held}` };
}

function resultOf(result: StrategyResult | undefined): Pick<StrategyView, 'trades' | 'openTrades' | 'realisedPnl'> {
  const { trades = 0, openTrades = 0, realisedPnl = '0' } = result ?? {};
  return { trades, openTrades, realisedPnl };
}

function instanceView(row: InstanceRow): StrategyView['instances'][number] {
  const { symbol, timeframe, state, reason, failures, throughOpenTimeMs, holds } = row;
  return {
    symbol,
    timeframe: timeframe as Timeframe,
    state,
    reason,
    failures,
    throughOpenTimeMs,
    holds: holds ?? 'FLAT',
  };
}
