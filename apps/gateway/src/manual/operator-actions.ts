import { randomUUID } from 'node:crypto';
import { type Timeframe, TIMEFRAME_MS } from '@tape/market';
import {
  type EndedTradeFact,
  judgeTilt,
  type ManualProposal,
  type OperatorAction,
  type OperatorActionKind,
  TILT_MEMORY_MS,
  type TiltHistory,
  type TiltVerdict,
} from '@tape/trading';
import type { AuditLog } from '../database/audit-log.js';
import type { Sql } from '../database/sql.js';

export type ActionOutcome = 'ASKED' | 'DONE' | 'REJECTED' | 'LOCKED_OUT';

/** What a person is about to do. */
export interface WishedAction {
  readonly id: string;
  readonly actor: string;
  readonly kind: OperatorActionKind;
  readonly symbol: string | null;
  readonly timeframe: Timeframe | null;
  readonly direction: string | null;
  /** Percent of equity, decimal text; null for what enters nothing. */
  readonly riskPercent: string | null;
  readonly note: string;
}

/** What was made of it. */
export interface JudgedAction {
  readonly verdict: TiltVerdict;
  readonly outcome: ActionOutcome;
  /** As it is sent to be judged; null for what enters nothing and for what is locked out. */
  readonly proposal: ManualProposal | null;
}

interface ActionRow {
  readonly measure: TiltVerdict['measure'];
  readonly anomalies: TiltVerdict['anomalies'];
  readonly lockedUntilMs: number | null;
  readonly outcome: ActionOutcome;
  readonly proposal: ManualProposal | null;
}

interface TradeRow extends Omit<EndedTradeFact, 'endedAtMs'> {
  readonly timeframe: Timeframe;
  readonly closedAtMs: number;
  readonly isOfBroker: boolean;
}

const ms = (column: string): string => `round(date_part('epoch', ${column}) * 1000)::bigint`;

const FACTOR_OF = { NONE: '1', WARN: '1', HALVE_SIZE: '0.5', LOCK_OUT: '0' } as const;

/** What people did by hand. The gateway is where hands come in, so it keeps the table and holds the tilt guard to it. */
export class OperatorActions {
  readonly #sql: Sql;
  readonly #audit: AuditLog;

  constructor(sql: Sql, audit: AuditLog) {
    this.#sql = sql;
    this.#audit = audit;
  }

  /**
   * Judges an action by what this person did and what was lost, and keeps both in one transaction. Actions of one person are judged
   * one after the other; the same id again gets what it was given.
   *
   * @param proposalFor the candidate with the risk that the guard leaves; asked only for an entry that is let in
   */
  async judge(wish: WishedAction, proposalFor: (verdict: TiltVerdict) => ManualProposal | null): Promise<JudgedAction> {
    return this.#sql.transaction(async (sql) => {
      await sql.query(`select pg_advisory_xact_lock(hashtextextended('operator:' || $1, 0))`, [wish.actor]);
      const given = await this.#given(sql, wish);
      if (given !== null) return given;
      const atMs = await timeOf(sql);
      const { kind, symbol, riskPercent } = wish;
      const verdict = judgeTilt({ kind, atMs, symbol, riskPercent }, await history(sql, wish.actor, atMs));
      const isOut = kind === 'ENTRY' && verdict.measure === 'LOCK_OUT';
      const proposal = isOut ? null : proposalFor(verdict);
      const outcome = isOut ? 'LOCKED_OUT' : 'ASKED';
      await this.#write(sql, wish, { verdict, outcome, proposal }, atMs);
      return { verdict, outcome, proposal };
    });
  }

  /** A position, or everything, was closed by hand: never held back, but counted. */
  async left(actor: string, positionId: string | null, note: string): Promise<TiltVerdict> {
    const [held] = await this.#sql.query<{ symbol: string; timeframe: Timeframe }>(
      'select symbol, timeframe from positions where id = $1',
      [positionId],
    );
    const id = `act_${randomUUID()}`;
    const { symbol = null, timeframe = null } = held ?? {};
    const wish = { id, actor, kind: 'CLOSE', symbol, timeframe, direction: null, riskPercent: null, note } as const;
    const { verdict } = await this.judge(wish, () => null);
    await this.settle(id, 'DONE', null);
    return verdict;
  }

  /** What came of it. */
  async settle(id: string, outcome: ActionOutcome, signalId: string | null): Promise<void> {
    await this.#sql.query('update operator_actions set outcome = $2, signal_id = $3 where id = $1', [
      id,
      outcome,
      signalId,
    ]);
  }

  async #given(sql: Sql, { id, kind }: WishedAction): Promise<JudgedAction | null> {
    const [row] = await sql.query<ActionRow>(
      `select measure, anomalies, ${ms('locked_until')} as "lockedUntilMs", outcome, proposal
       from operator_actions where id = $1`,
      [id],
    );
    if (row === undefined) return null;
    const { measure, anomalies, lockedUntilMs, outcome, proposal } = row;
    const sizeFactor = kind === 'ENTRY' ? FACTOR_OF[measure] : '1';
    return { verdict: { measure, anomalies, sizeFactor, lockedUntilMs }, outcome, proposal };
  }

  async #write(sql: Sql, wish: WishedAction, judged: JudgedAction, atMs: number): Promise<void> {
    const { id, actor, kind, symbol, timeframe, direction, riskPercent, note } = wish;
    const { verdict, outcome, proposal } = judged;
    const { measure, anomalies, lockedUntilMs } = verdict;
    await sql.query(
      `insert into operator_actions (id, actor, kind, at, symbol, timeframe, direction, asked_risk_percent, risk_percent,
         measure, anomalies, locked_until, proposal, outcome, note)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $13::jsonb, $14, $15)`,
      [
        id,
        actor,
        kind,
        new Date(atMs),
        symbol,
        timeframe,
        direction,
        riskPercent,
        proposal?.strategy.riskPercent ?? null,
        measure,
        JSON.stringify(anomalies),
        lockedUntilMs === null ? null : new Date(lockedUntilMs),
        proposal === null ? null : JSON.stringify(proposal),
        outcome,
        note,
      ],
    );
    if (measure === 'NONE') return;
    const after = { kind, symbol, measure, anomalies, lockedUntilMs };
    await this.#audit.record({ actor, action: 'tilt.measure', subject: id, after, note }, sql);
  }
}

/** That of Postgres, so that gateways need not agree on theirs; later than all that waited for the lock before. */
async function timeOf(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ nowMs: number }>(`select ${ms('clock_timestamp()')} as "nowMs"`);
  return row!.nowMs;
}

/** The last day of a person, and of the account's trades. */
async function history(sql: Sql, actor: string, atMs: number): Promise<TiltHistory> {
  const since = new Date(atMs - TILT_MEMORY_MS);
  const actions = await sql.query<OperatorAction>(
    `select kind, ${ms('at')} as "atMs", symbol, trim_scale(asked_risk_percent)::text as "riskPercent",
            jsonb_array_length(anomalies) as anomalies
     from operator_actions where actor = $1 and at >= $2 order by at, id`,
    [actor, since],
  );
  const trades = await sql.query<TradeRow>(
    `select p.symbol, p.timeframe, ${ms('p.closed_at')} as "closedAtMs", p.exit_reason = 'STOP' as "isStop",
            p.realised_pnl < 0 as "isLoss", trim_scale(a.risk_percent)::text as "riskPercent",
            exists (select 1 from orders o where o.signal_id = p.signal_id and o.broker is not null) as "isOfBroker"
     from positions p
     left join operator_actions a on a.signal_id = p.signal_id and a.actor = $1 and a.kind = 'ENTRY'
     where p.closed_at >= $2 order by p.closed_at, p.id`,
    [actor, since],
  );
  const [locked] = await sql.query<{ untilMs: number | null }>(
    `select ${ms('max(locked_until)')} as "untilMs" from operator_actions where actor = $1 and at >= $2`,
    [actor, since],
  );
  return { actions, trades: trades.map(endedTrade), lockedUntilMs: locked?.untilMs ?? null };
}

/** On paper a trade that ended inside a bar has the time of its open, and was seen to end at its close. */
function endedTrade({ timeframe, closedAtMs, isOfBroker, ...fact }: TradeRow): EndedTradeFact {
  return { ...fact, endedAtMs: isOfBroker ? closedAtMs : closedAtMs + TIMEFRAME_MS[timeframe] };
}
