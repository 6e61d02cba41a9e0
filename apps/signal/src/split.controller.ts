import { Controller, Inject } from '@nestjs/common';
import { splitSignal, type TradeSignal } from '@tape/contracts';
import { OnRpc, type RequestOf, type ResponseOf, RpcRefusal } from '@tape/messaging';
import { secondPart } from '@tape/trading';
import { DataSource } from 'typeorm';

interface ClaimedRow {
  readonly status: string;
  readonly claimed_by: string | null;
  readonly lease_expires_at: Date | null;
  readonly content: TradeSignal;
}

/** Two engines share one signal's capital: the second order gets a signal of its own, because every order has one. */
@Controller()
export class SplitController {
  readonly #database: DataSource;

  constructor(@Inject(DataSource) database: DataSource) {
    this.#database = database;
  }

  /** The part is never offered to anybody else: it is born claimed by who asks. */
  @OnRpc(splitSignal)
  async split({ signalId, claimer, ...part }: RequestOf<typeof splitSignal>): Promise<ResponseOf<typeof splitSignal>> {
    return this.#database.transaction(async (sql) => {
      const [row] = await sql.query<ClaimedRow[]>(
        'select status, claimed_by, lease_expires_at, content from signals where id = $1 for update',
        [signalId],
      );
      if (row === undefined) throw new RpcRefusal('unknown-signal', `there is no signal ${signalId}`, false);
      if (row.claimed_by !== claimer) {
        const holder = row.claimed_by ?? 'nobody';
        throw new RpcRefusal('not-yours', `signal ${signalId} is claimed by ${holder}, not by ${claimer}`, false);
      }
      const signal = partOf(row.content, part);
      const [given] = await sql.query<{ content: TradeSignal }[]>('select content from signals where id = $1', [
        signal.id,
      ]);
      if (given !== undefined) return { signal: given.content };
      if (row.status !== 'CLAIMED') {
        throw new RpcRefusal('illegal-step', `signal ${signalId} is ${row.status}: only a claimed one is split`, false);
      }
      await sql.query(
        `insert into signals (id, pattern_id, symbol, timeframe, pattern, direction, status, priority, bar_time, created_at,
           expires_at, claimed_by, lease_expires_at, acknowledged, content)
         values ($1, $2, $3, $4, $5, $6, 'CLAIMED', $7, $8, $9, $10, $11, $12, false, $13::jsonb)`,
        [
          signal.id,
          signal.patternId,
          signal.symbol,
          signal.timeframe,
          signal.pattern,
          signal.direction,
          signal.priority,
          new Date(signal.barTimeMs),
          new Date(signal.createdAtMs),
          new Date(signal.expiresAtMs),
          claimer,
          row.lease_expires_at,
          JSON.stringify(signal),
        ],
      );
      await sql.query(
        `insert into signal_status_history (signal_id, from_status, to_status, by, at) values ($1, null, 'CLAIMED', $2, $3)`,
        [signal.id, claimer, new Date(signal.createdAtMs)],
      );
      return { signal };
    });
  }
}

function partOf(signal: TradeSignal, part: Omit<RequestOf<typeof splitSignal>, 'signalId' | 'claimer'>): TradeSignal {
  try {
    return secondPart(signal, part);
  } catch (error) {
    if (error instanceof RangeError) throw new RpcRefusal('illegal-step', error.message, false);
    throw error;
  }
}
