import {
  askEngines,
  ENGINE_NAMES,
  type Engine,
  type FrozenContext,
  freezeContext,
  openPaperTrade,
  SIGNAL_PLAN_ENGINE,
  tradeKinds,
  variantOf,
  VOLATILITY_ENGINE,
} from '@tape/experiments';
import { sha256 } from '../content-hash.js';
import type { MarketAtSignal } from '../market/market-view.js';
import type { ClaimedExperiment, PlannedOutcome, StartedExperiment } from './experiment-store.repository.js';

/** Gives engine B with its answer to a context; it may ask outside of this process. */
export type EngineB = (frozen: FrozenContext) => Engine | Promise<Engine>;

export const OWN_ENGINE_B: EngineB = () => VOLATILITY_ENGINE;

/**
 * What an experiment begins as: a function of signal, market and policy alone, so that whoever does it twice does the same; only an
 * engine outside may answer otherwise the second time, and then what was stored first stands.
 */
export async function plannedExperiment(
  claimed: ClaimedExperiment,
  market: MarketAtSignal,
  engineB: EngineB = OWN_ENGINE_B,
): Promise<StartedExperiment> {
  const { id, signal, hash, mode, splitPercent } = claimed;
  const context = freezeContext({ ...market, signal }, sha256);
  const answers = askEngines(context, { A: SIGNAL_PLAN_ENGINE, B: await engineB(context) }, sha256);
  const kinds = tradeKinds(mode, signal.source);
  const outcomes = ENGINE_NAMES.map((engine): PlannedOutcome => {
    const answer = answers[engine];
    const kind = kinds[engine];
    const outcomeId = `out_${sha256(`${id}:${engine}`).slice(0, 24)}`;
    const trade = kind === 'REAL' ? null : openPaperTrade(outcomeId, signal, answer.plan);
    const hasRealTrade = signal.source === 'OWN' && trade?.state !== 'NOT_ENTERED';
    return { id: outcomeId, answer, kind, trade, syncState: hasRealTrade ? 'WAITING' : 'NONE' };
  });
  return { claimed, variant: variantOf(hash, splitPercent), context, outcomes };
}
