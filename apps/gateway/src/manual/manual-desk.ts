import { judgeProposal, type Verdict } from '@tape/contracts';
import { type BarStore, type InstrumentStore, UnknownInstrument } from '@tape/persistence';
import { amount, decimalText } from '@tape/risk-rules';
import {
  type ManualEntry,
  type ManualProposal,
  manualProposal,
  type ManualRefusal,
  signalIdOf,
  type TiltVerdict,
} from '@tape/trading';
import type { Sql } from '../database/sql.js';
import { Problem, unknownSymbol } from '../http/problem.js';
import type { ServiceCalls } from '../http/rpc.js';
import { objectToWire } from '../wire/to-wire.js';
import type { OperatorActions } from './operator-actions.js';

export interface ManualDeskParts {
  readonly sql: Sql;
  readonly actions: OperatorActions;
  readonly services: ServiceCalls;
  readonly instruments: InstrumentStore;
  readonly bars: BarStore;
}

/** A wish to enter, with who wishes it and why. */
export interface ManualWish extends ManualEntry {
  readonly actor: string;
  readonly note: string;
  /** Unique to the wish, and the same when it is sent again. */
  readonly key: string;
}

type MarketNow = Omit<Parameters<typeof manualProposal>[1], 'id'>;

/** Takes entries by hand past the tilt guard and then through chain, risk and queue, like any other. */
export class ManualDesk {
  readonly #parts: ManualDeskParts;

  constructor(parts: ManualDeskParts) {
    this.#parts = parts;
  }

  /** @throws Problem 404, 422 for a wish that cannot be, 423 for who is locked out, 422 with the chain for what risk refuses. */
  async enter(wish: ManualWish): Promise<object> {
    const { actions, services } = this.#parts;
    const { actor, note, symbol, timeframe, direction, riskPercent } = wish;
    const id = `act_${wish.key}`;
    const market = await this.#market(wish);
    const action = { id, actor, kind: 'ENTRY', symbol, timeframe, direction, riskPercent, note } as const;
    const judged = await actions.judge(action, (verdict) => withRisk(proposalOf(wish, market), verdict));
    const { verdict, proposal } = judged;
    if (proposal === null) throw lockedOut(verdict);
    const { overall } = await services.ask(judgeProposal, {
      proposal,
      correlationId: `manual:${id}`,
    });
    const signalId = signalIdOf(proposal.id);
    if (overall === 'FAIL') {
      await actions.settle(id, 'REJECTED', null);
      throw await this.#rejection(proposal, verdict);
    }
    await actions.settle(id, 'DONE', signalId);
    return objectToWire({
      signalId,
      source: 'MANUAL',
      overall,
      askedRiskPercent: riskPercent,
      riskPercent: proposal.strategy.riskPercent,
      entersAfterMs: proposal.closeTimeMs,
      tilt: tiltOf(verdict),
    });
  }

  /** The newest bar of the series, at whose close the entry is decided. */
  async #market({ symbol, timeframe }: ManualWish): Promise<MarketNow> {
    const { instruments, bars } = this.#parts;
    const instrument = await instruments.of(symbol).catch((error: unknown) => {
      throw error instanceof UnknownInstrument ? unknownSymbol(symbol) : error;
    });
    const bar = await bars.last({ symbol, timeframe });
    if (bar !== undefined) return { instrument, bar, simulated: bar.source === 'SIMULATED' };
    const detail = `There is no ${timeframe} bar of ${symbol}: an entry is worked on the bars of its series.`;
    throw new Problem(422, 'no-bars', detail, { symbol, timeframe });
  }

  /** The verdict as validation-chain has kept it: it answers only after it has. */
  async #rejection({ id }: ManualProposal, tilt: TiltVerdict): Promise<Problem> {
    const [row] = await this.#parts.sql.query<{ content: Verdict }>(
      'select content from validation_results where pattern_id = $1',
      [id],
    );
    const failed = row?.content.chain.stages.find(({ status }) => status === 'FAIL');
    const detail = failed === undefined ? 'The chain refused the entry.' : `${failed.stage}: ${failed.message}`;
    return new Problem(422, 'signal-rejected', detail, {
      stage: failed?.stage ?? null,
      reason: failed?.reason ?? null,
      measured: failed?.measured ?? null,
      limit: failed?.limit ?? null,
      validation_chain: row === undefined ? null : objectToWire(row.content.chain),
      tilt: objectToWire(tiltOf(tilt)),
    });
  }
}

/** What the guard says, for the answer. */
export function tiltOf({ measure, anomalies, sizeFactor, lockedUntilMs }: TiltVerdict): object {
  return { measure, anomalies, sizeFactor, lockedUntilMs };
}

function proposalOf(wish: ManualWish, market: MarketNow): ManualProposal {
  const id = `${wish.symbol}:${wish.timeframe}:MANUAL:${market.bar.openTimeMs}:${wish.key}`;
  const outcome = manualProposal(wish, { id, ...market });
  if (outcome.kind === 'refused') throw badPrices(outcome.refusal);
  return outcome.proposal;
}

function withRisk(proposal: ManualProposal, { sizeFactor }: TiltVerdict): ManualProposal {
  const asked = proposal.strategy.riskPercent;
  if (asked === null) throw new RangeError(`${proposal.id} names no risk`);
  const riskPercent = decimalText(amount(asked).times(amount(sizeFactor)));
  return { ...proposal, strategy: { ...proposal.strategy, riskPercent } };
}

function lockedOut(verdict: TiltVerdict): Problem {
  const until = new Date(verdict.lockedUntilMs ?? 0).toISOString();
  const why = verdict.anomalies.map(({ message }) => message).join('; ');
  const detail =
    `No entries by hand until ${until}${why === '' ? '' : `: ${why}`}. ` +
    'Closing is possible at any time, and signals of the system go on.';
  const extra = objectToWire({ lockedUntilMs: verdict.lockedUntilMs, tilt: tiltOf(verdict) });
  return new Problem(423, 'locked-out', detail, extra);
}

const REFUSALS: Readonly<Record<ManualRefusal['reason'], (refusal: ManualRefusal) => string>> = {
  'off-tick': ({ field, price, limit }) => `${field} ${price} is not on the instrument's tick of ${limit}`,
  'prices-out-of-order': ({ field, price, limit }) => `${field} ${price} must be ${limit}`,
  'entry-away-from-market': ({ price, limit }) =>
    `entry ${price} must be ${limit}, the last close: the order is filled at the next open and sized from the entry named`,
};

function badPrices(refusal: ManualRefusal): Problem {
  const message = REFUSALS[refusal.reason](refusal);
  return new Problem(422, refusal.reason, message, { errors: [{ field: refusal.field, message }] });
}
