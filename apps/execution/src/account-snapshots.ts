import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import {
  type InstrumentStore,
  readOpenPositions,
  readSeriesMarks,
  type RateReader,
  type SqlRunner,
} from '@tape/persistence';
import { Amount, amount, CLASSIC_RISK, decimalText, ratesFrom, unrealisedPnl } from '@tape/risk-rules';
import { markedPosition, type Position } from '@tape/trading';

export interface AccountSnapshotsParts {
  readonly sql: SqlRunner;
  readonly instruments: Pick<InstrumentStore, 'of'>;
  readonly rates: RateReader;
  readonly everyMs: number;
  readonly nowMs: () => number;
}

const { accountCurrency } = CLASSIC_RISK;

/**
 * Keeps once a minute what the account is worth. Nothing is recovered from it, because orders and positions are their own truth;
 * it is the curve that they alone do not draw, gaps where nobody was there to look included.
 */
export class AccountSnapshots implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #parts: AccountSnapshotsParts;
  readonly #log = new Logger(AccountSnapshots.name);
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: AccountSnapshotsParts) {
    this.#parts = parts;
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.#tryToTake(), this.#parts.everyMs);
    this.#timer.unref();
  }

  /** The last word of a process that ends in peace. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#tryToTake();
  }

  async #tryToTake(): Promise<void> {
    try {
      await this.take();
    } catch (error) {
      this.#log.warn(`no snapshot of the account this time: ${(error as Error).message}`);
    }
  }

  /** One snapshot, of the interval that holds now; the last of an interval stands, whoever takes it. Without an account none. */
  async take(): Promise<void> {
    const { everyMs, nowMs, sql } = this.#parts;
    const [account] = await sql.query<{ initial: string }[]>(
      'select trim_scale(initial_equity)::text as initial from portfolios order by id limit 1',
    );
    if (account === undefined) return;
    const [booked] = await sql.query<{ realised: string; fees: string }[]>(
      'select coalesce(sum(realised_pnl), 0)::text as realised, coalesce(sum(fees), 0)::text as fees from positions',
    );
    const open = (await readOpenPositions(sql)) as readonly Position[];
    const unrealised = await this.#worthOf(open);
    const equity = amount(account.initial).plus(booked!.realised).plus(unrealised);
    await sql.query(
      `insert into account_snapshots (at, equity, realised_pnl, unrealised_pnl, fees, open_positions)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (at) do update set equity = excluded.equity, realised_pnl = excluded.realised_pnl,
         unrealised_pnl = excluded.unrealised_pnl, fees = excluded.fees, open_positions = excluded.open_positions`,
      [
        new Date(Math.floor(nowMs() / everyMs) * everyMs),
        decimalText(equity),
        booked!.realised,
        decimalText(unrealised),
        booked!.fees,
        open.length,
      ],
    );
  }

  async #worthOf(open: readonly Position[]): Promise<Amount> {
    const { instruments, rates, sql } = this.#parts;
    const marks = new Map(
      (await readSeriesMarks(sql, open)).map((mark) => [`${mark.timeframe} ${mark.symbol}`, mark.close]),
    );
    let sum = new Amount(0);
    for (const position of open) {
      const instrument = await instruments.of(position.symbol);
      // As risk values it: at the rates of its opening, which no other bar can move.
      const known = await ratesFrom(rates, instrument, { accountCurrency, atMs: position.openedAtMs });
      // What a series without bars is worth cannot be told.
      const close = marks.get(`${position.timeframe} ${position.symbol}`) ?? position.entryPrice;
      sum = sum.plus(unrealisedPnl(markedPosition(position, close, { instrument, accountCurrency, rates: known })));
    }
    return sum;
  }
}
