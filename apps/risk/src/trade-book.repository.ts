import {
  type SqlRunner,
  type InstrumentStore,
  type RateReader,
  type Series,
  readOpenPositions,
} from '@tape/persistence';
import { type ExitNews, keyOf } from './exit-news.js';
import {
  CLASSIC_RISK,
  type EntryFact,
  type Exposure,
  type Reservation,
  type RiskPattern,
  ratesFrom,
} from '@tape/risk-rules';
import { type ExposureContext, type Position, exposureOfPosition } from '@tape/trading';

/** An open position with what risk must know of the signal it came from. Execution writes it; risk only reads. */
export interface BookedPosition {
  readonly position: Position;
  readonly reservationId: string;
  readonly pattern: RiskPattern;
  readonly context: ExposureContext;
}

interface SignalTerms {
  readonly pattern: RiskPattern;
  readonly reservationId: string;
}

/** Reads execution's tables: what became of reserved entries, what is held, what was earned. */
export class TradeBook {
  readonly #instruments: InstrumentStore;
  readonly #rates: Pick<RateReader, 'within'>;
  /** What never changes of the signals behind open positions: their contents are large, and every look needs two words of them. */
  #signals = new Map<string, SignalTerms>();

  constructor(instruments: InstrumentStore, rates: Pick<RateReader, 'within'>) {
    this.#instruments = instruments;
    this.#rates = rates;
  }

  /** Positions of the account that are open now, each at the rates of its opening: a mark needs no other bar than its own. */
  async openPositions(sql: SqlRunner): Promise<readonly BookedPosition[]> {
    const positions = (await readOpenPositions(sql)) as readonly Position[];
    if (positions.length === 0) return [];
    const signals = await this.#termsOf(sql, positions);
    const booked: BookedPosition[] = [];
    for (const position of positions) {
      const signal = signals.get(position.signalId);
      if (signal === undefined) throw new Error(`position ${position.id} has no signal ${position.signalId}`);
      const instrument = await this.#instruments.of(position.symbol, sql);
      const { accountCurrency } = CLASSIC_RISK;
      const source = this.#rates.within(sql);
      const rates = await ratesFrom(source, instrument, { accountCurrency, atMs: position.openedAtMs });
      const context = { instrument, accountCurrency, rates };
      booked.push({ position, reservationId: signal.reservationId, pattern: signal.pattern, context });
    }
    return booked;
  }

  /** Remembered for as long as the positions are open. */
  async #termsOf(sql: SqlRunner, positions: readonly Position[]): Promise<ReadonlyMap<string, SignalTerms>> {
    const ids = positions.map((position) => position.signalId);
    const known = this.#signals;
    const unknown = ids.filter((id) => !known.has(id));
    const rows =
      unknown.length === 0
        ? []
        : await sql.query<(SignalTerms & { id: string })[]>(
            `select id, pattern, content->>'reservationId' as "reservationId" from signals where id = any($1::text[])`,
            [unknown],
          );
    const fresh = new Map(rows.map((row) => [row.id, row]));
    const kept = ids.flatMap((id): [string, SignalTerms][] => {
      const terms = fresh.get(id) ?? known.get(id);
      return terms === undefined ? [] : [[id, terms]];
    });
    return (this.#signals = new Map(kept));
  }

  /** What all positions, open and closed, have brought so far, net of fees. */
  async realisedPnl(sql: SqlRunner): Promise<string> {
    const [row] = await sql.query<{ pnl: string }[]>(
      `select trim_scale(coalesce(sum(realised_pnl), 0))::text as pnl from positions`,
    );
    return row?.pnl ?? '0';
  }

  /** Newest bar with an emergency exit, by series; exits of the whole account apart, because every series obeys them. */
  async exitNews(sql: SqlRunner): Promise<ExitNews> {
    const rows = await sql.query<(Series & { ofAccount: boolean; newest: Date })[]>(
      `select symbol, timeframe, campaign_id is null as "ofAccount", max(bar_time) as newest
       from emergency_exits group by symbol, timeframe, campaign_id is null`,
    );
    const bySeries = new Map<string, number>();
    let ofAccount: number | null = null;
    for (const row of rows) {
      if (row.ofAccount) ofAccount = Math.max(ofAccount ?? Number.NEGATIVE_INFINITY, row.newest.getTime());
      else bySeries.set(keyOf(row), row.newest.getTime());
    }
    return { bySeries, ofAccount };
  }

  /** News of the entries behind these reservations. A pattern has one reservation and one signal, which is found by its pattern. */
  async entryFacts(
    sql: SqlRunner,
    reservations: readonly Pick<Reservation, 'id' | 'patternId'>[],
  ): Promise<readonly EntryFact[]> {
    if (reservations.length === 0) return [];
    const rows = await sql.query<{ reservationId: string; state: string; reason: string | null }[]>(
      `select s.content->>'reservationId' as "reservationId", o.state, o.reason
       from signals s join orders o on o.signal_id = s.id and o.purpose = 'ENTRY'
       where s.pattern_id = any($1::text[]) and s.content->>'reservationId' = any($2::text[])
         and o.state in ('FILLED', 'CANCELLED', 'REJECTED')
       order by o.client_order_id`,
      [reservations.map(({ patternId }) => patternId), reservations.map(({ id }) => id)],
    );
    return rows.map((row) => ({
      reservationId: row.reservationId,
      outcome: row.state === 'FILLED' ? 'FILLED' : 'CANCELLED',
      reason: row.reason ?? 'filled',
    }));
  }
}

export function exposureOf({ position, reservationId, pattern, context }: BookedPosition): Exposure {
  return exposureOfPosition(position, { reservationId, pattern }, context);
}
