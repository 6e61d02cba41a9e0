import type { SqlRunner } from '@tape/persistence';
import {
  type Campaign,
  DEFAULT_ACCOUNT_ZONE,
  type Portfolio,
  type Reservation,
  type RiskState,
  type TradingRestriction,
  newPortfolio,
} from '@tape/risk-rules';

/** The one account of this version. */
export const PORTFOLIO_ID = 'main';

const ms = (column: string): string => `round(date_part('epoch', ${column}) * 1000)::bigint`;

const HELD_RESERVATIONS = `
  select id, pattern_id as "patternId", campaign_id as "campaignId", symbol, timeframe, direction, pattern, sector,
         trim_scale(quantity)::text as quantity, trim_scale(entry)::text as entry, trim_scale(stop)::text as stop,
         trim_scale(risk_amount)::text as "riskAmount", trim_scale(notional)::text as notional, status,
         ${ms('bar_time')} as "barTimeMs", ${ms('expires_at')} as "expiresAtMs", reason
  from reservations where portfolio_id = $1 and status = 'HELD' order by bar_time, id`;

const LIVE_OR_NAMED_CAMPAIGNS = `
  select id, symbol, timeframe, direction, range_id as "rangeId", state, guard_kind as "guardKind",
         trim_scale(guard_price)::text as "guardPrice", ${ms('opened_at')} as "openedAtMs",
         ${ms('ended_at')} as "endedAtMs", ${ms('blocked_until')} as "blockedUntilMs", reason
  from campaigns where state not in ('COMPLETED', 'INVALIDATED') or id = any($2::text[]) order by id`;

const RESTRICTIONS = `select level, name, state, reason from trading_restrictions where state <> 'ACTIVE' order by level, name`;

/** The rows of a query as one JSON value, in their order. */
const rowsOf = (query: string): string => `(select coalesce(json_agg(row), '[]') from (${query}) row)`;

/**
 * Reads and writes what risk decides on. Every method takes the caller's transaction: a decision is made on exactly the
 * rows that it locked.
 */
export class RiskStateRepository {
  /** Makes the account if there is none; the zone in which its days are counted may change later, its equity may not. */
  async create(sql: SqlRunner, initialEquity: string, zone: string = DEFAULT_ACCOUNT_ZONE): Promise<void> {
    const fresh = newPortfolio(PORTFOLIO_ID, initialEquity, zone);
    await sql.query(
      `insert into portfolios (id, initial_equity, trading_state, state_revision, peak_equity, day_start_equity, equity, zone)
       values ($1, $2, $3, 0, $4, $5, $6, $7) on conflict (id) do update set zone = excluded.zone`,
      [fresh.id, fresh.initialEquity, fresh.tradingState, fresh.peakEquity, fresh.dayStartEquity, fresh.equity, zone],
    );
  }

  /** Locks the account and reads all that is held in it, with every campaign that lives or is named. */
  async lock(sql: SqlRunner, campaignIds: readonly string[] = []): Promise<RiskState> {
    const { state } = await this.#read(sql, 'for update', campaignIds);
    return state;
  }

  /** The same without a lock, and the version of the account it was read at. */
  async read(sql: SqlRunner): Promise<{ readonly state: RiskState; readonly version: number }> {
    return this.#read(sql, '', []);
  }

  /** Locks the account and reads nothing but which version of it that is. */
  async lockVersion(sql: SqlRunner): Promise<number> {
    return this.version(sql, 'for update');
  }

  /** Counts what was decided on the account; another number than before means that it was. */
  async version(sql: SqlRunner, lock: '' | 'for update' = ''): Promise<number> {
    const [row] = await sql.query<{ version: number }[]>(`select version from portfolios where id = $1 ${lock}`, [
      PORTFOLIO_ID,
    ]);
    if (row === undefined) throw new Error(`the account ${PORTFOLIO_ID} is gone from table portfolios`);
    return row.version;
  }

  /**
   * Keeps a mark of the account on which nothing else was decided.
   * @returns false when something was decided on the account since `version`: then the mark is of a past state.
   */
  async saveMark(sql: SqlRunner, row: Portfolio, version: number): Promise<boolean> {
    const [, count] = await sql.query<[unknown, number]>(
      `update portfolios set equity = $2, peak_equity = $3, trading_day = $4, day_start_equity = $5, marked_at = $6
       where id = $1 and version = $7`,
      [
        row.id,
        row.equity,
        row.peakEquity,
        row.tradingDay,
        row.dayStartEquity,
        row.markedAtMs === null ? null : new Date(row.markedAtMs),
        version,
      ],
    );
    return count === 1;
  }

  async #read(
    sql: SqlRunner,
    lock: '' | 'for update',
    campaignIds: readonly string[],
  ): Promise<{ readonly state: RiskState; readonly version: number }> {
    const { version, ...portfolio } = await this.#portfolio(sql, lock);
    // One statement for all three: every answer waits for its way there and back.
    const [rest] = await sql.query<Pick<RiskState, 'reservations' | 'campaigns' | 'restrictions'>[]>(
      `select ${rowsOf(HELD_RESERVATIONS)} as reservations, ${rowsOf(LIVE_OR_NAMED_CAMPAIGNS)} as campaigns,
              ${rowsOf(RESTRICTIONS)} as restrictions`,
      [PORTFOLIO_ID, campaignIds],
    );
    if (rest === undefined) throw new Error('a select without from has one row');
    return { state: { portfolio, ...rest }, version };
  }

  /**
   * Writes what was decided: the account, with its next version, and what differs from what was locked. A decision that changes
   * nothing is none: whoever remembers the account remembers it rightly.
   */
  async save(sql: SqlRunner, before: RiskState, after: RiskState): Promise<void> {
    if (after === before) return;
    const reservations = new Set(before.reservations);
    const campaigns = new Set(before.campaigns);
    await Promise.all([
      this.#savePortfolio(sql, after.portfolio),
      ...after.reservations.filter((row) => !reservations.has(row)).map((row) => this.saveReservation(sql, row)),
      ...after.campaigns.filter((row) => !campaigns.has(row)).map((row) => this.#saveCampaign(sql, row)),
    ]);
  }

  /** Writes what an engine or a symbol may do from now on; a lifted restriction stays as the row that says so. */
  async saveRestriction(
    sql: SqlRunner,
    row: TradingRestriction,
    by: { readonly by: string; readonly atMs: number },
  ): Promise<void> {
    await sql.query(
      `insert into trading_restrictions (level, name, state, reason, changed_by, changed_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (level, name) do update set state = excluded.state, reason = excluded.reason,
         changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
      [row.level, row.name, row.state, row.reason, by.by, new Date(by.atMs)],
    );
  }

  async saveReservation(sql: SqlRunner, row: Reservation): Promise<void> {
    await sql.query(
      `insert into reservations (id, portfolio_id, pattern_id, campaign_id, symbol, timeframe, direction, pattern, sector,
                                 quantity, entry, stop, risk_amount, notional, status, bar_time, expires_at, reason)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
       on conflict (id) do update set status = excluded.status, reason = excluded.reason`,
      [
        row.id,
        PORTFOLIO_ID,
        row.patternId,
        row.campaignId,
        row.symbol,
        row.timeframe,
        row.direction,
        row.pattern,
        row.sector,
        row.quantity,
        row.entry,
        row.stop,
        row.riskAmount,
        row.notional,
        row.status,
        new Date(row.barTimeMs),
        new Date(row.expiresAtMs),
        row.reason,
      ],
    );
  }

  async #portfolio(sql: SqlRunner, lock: '' | 'for update'): Promise<Portfolio & { readonly version: number }> {
    const [row] = await sql.query<(Portfolio & { version: number })[]>(
      `select id, trim_scale(initial_equity)::text as "initialEquity", trim_scale(equity)::text as equity,
              trim_scale(peak_equity)::text as "peakEquity", zone, trading_day::text as "tradingDay",
              trim_scale(day_start_equity)::text as "dayStartEquity", trading_state as "tradingState",
              state_reason as "stateReason", state_revision as "stateRevision", ${ms('marked_at')} as "markedAtMs", version
       from portfolios where id = $1 ${lock}`,
      [PORTFOLIO_ID],
    );
    if (row === undefined) throw new Error(`the account ${PORTFOLIO_ID} is gone from table portfolios`);
    return row;
  }

  async #savePortfolio(sql: SqlRunner, row: Portfolio): Promise<void> {
    await sql.query(
      `update portfolios set equity = $2, peak_equity = $3, trading_day = $4, day_start_equity = $5, trading_state = $6,
              state_reason = $7, state_revision = $8, marked_at = $9, version = version + 1
       where id = $1`,
      [
        row.id,
        row.equity,
        row.peakEquity,
        row.tradingDay,
        row.dayStartEquity,
        row.tradingState,
        row.stateReason,
        row.stateRevision,
        row.markedAtMs === null ? null : new Date(row.markedAtMs),
      ],
    );
  }

  async #saveCampaign(sql: SqlRunner, row: Campaign): Promise<void> {
    await sql.query(
      `insert into campaigns (id, symbol, timeframe, direction, range_id, state, guard_kind, guard_price, opened_at, ended_at,
                              blocked_until, reason)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       on conflict (id) do update set direction = excluded.direction, range_id = excluded.range_id, state = excluded.state,
         guard_kind = excluded.guard_kind, guard_price = excluded.guard_price, opened_at = excluded.opened_at,
         ended_at = excluded.ended_at, blocked_until = excluded.blocked_until, reason = excluded.reason`,
      [
        row.id,
        row.symbol,
        row.timeframe,
        row.direction,
        row.rangeId,
        row.state,
        row.guardKind,
        row.guardPrice,
        new Date(row.openedAtMs),
        row.endedAtMs === null ? null : new Date(row.endedAtMs),
        row.blockedUntilMs === null ? null : new Date(row.blockedUntilMs),
        row.reason,
      ],
    );
  }
}
