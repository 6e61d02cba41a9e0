import { Client } from 'pg';

/** Everything the pipeline decided, in the shapes of the contracts; wall-clock columns are left out. */
export interface FinalTables {
  readonly bars: number;
  readonly ranges: readonly unknown[];
  readonly phases: readonly unknown[];
  readonly customEvents: readonly unknown[];
  readonly patterns: readonly unknown[];
  readonly verdicts: readonly unknown[];
  readonly signals: readonly unknown[];
  readonly signalStatus: Readonly<Record<string, string>>;
  readonly signalLives: readonly unknown[];
  readonly rejections: readonly unknown[];
  readonly shadows: readonly unknown[];
  readonly orders: readonly unknown[];
  readonly fills: readonly unknown[];
  readonly positions: readonly unknown[];
  readonly exits: readonly unknown[];
  readonly campaigns: readonly unknown[];
  readonly reservations: readonly unknown[];
  readonly portfolio: unknown;
  readonly unpublished: number;
}

const ms = (column: string, as: string): string => `round(date_part('epoch', ${column}) * 1000)::float8 as "${as}"`;
const text = (column: string, as: string): string => `trim_scale(${column})::text as "${as}"`;

const ORDERS = `select client_order_id as "clientOrderId", signal_id as "signalId", campaign_id as "campaignId", symbol, timeframe,
  purpose, buy_sell as "buySell", ${text('quantity', 'quantity')}, state, ${text('filled_quantity', 'filledQuantity')},
  ${text('average_price', 'averagePrice')}, ${text('fees', 'fees')}, reason, ${ms('updated_at', 'atMs')}
  from orders order by client_order_id`;

const POSITIONS = `select id as "positionId", signal_id as "signalId", campaign_id as "campaignId", symbol, timeframe, direction,
  ${text('quantity', 'quantity')}, ${text('initial_quantity', 'initialQuantity')}, ${text('entry_price', 'entryPrice')},
  ${text('stop', 'stop')}, ${text('exit_price', 'exitPrice')}, exit_reason as "exitReason", ${text('realised_pnl', 'realisedPnl')},
  ${text('fees', 'fees')}, ${text('r_multiple', 'rMultiple')}, ${ms('opened_at', 'openedAtMs')}, ${ms('closed_at', 'closedAtMs')}
  from positions order by id`;

const EXITS = `select id, trigger, campaign_id as "campaignId", symbol, timeframe, ${ms('bar_time', 'barTimeMs')},
  ${text('measured', 'measured')}, ${text('limit_value', 'limit')}, message from emergency_exits order by id`;

/** Reads what a run has left behind. */
export async function readFinalTables(databaseUrl: string): Promise<FinalTables> {
  const client = new Client(databaseUrl);
  await client.connect();
  const rows = async (sql: string): Promise<Record<string, unknown>[]> => (await client.query(sql)).rows;
  const contents = async (sql: string): Promise<unknown[]> => (await rows(sql)).map((row) => row['content']);
  try {
    return {
      bars: Number((await rows('select count(*) as n from bars'))[0]?.['n']),
      ranges: await contents('select content from ranges order by id'),
      phases: await contents('select content from phases order by id'),
      customEvents: await contents('select content from custom_events order by known_at, id'),
      patterns: await contents('select content from patterns order by id'),
      verdicts: await contents('select content from validation_results order by pattern_id'),
      signals: await contents('select content from signals order by id'),
      signalStatus: Object.fromEntries(
        (await rows('select id, status from signals')).map((row) => [row['id'], row['status']]),
      ),
      signalLives: await rows(
        'select signal_id, from_status, to_status, by, at from signal_status_history order by signal_id, at, from_status',
      ),
      rejections: await contents('select content from rejected_signals order by id'),
      shadows: await rows(
        'select rejection_id, state, ending, entry_price, exit_price, r_multiple, opened_at, closed_at, through, trade from shadow_outcomes order by rejection_id',
      ),
      orders: await rows(ORDERS),
      fills: await rows(
        `select id, client_order_id as "clientOrderId", ${text('quantity', 'quantity')}, ${text('price', 'price')},
         ${text('fees', 'fees')}, ${ms('at', 'atMs')} from fills order by id`,
      ),
      positions: await rows(POSITIONS),
      exits: await rows(EXITS),
      campaigns: await rows('select * from campaigns order by id'),
      reservations: await rows('select * from reservations order by id'),
      portfolio: (
        await rows(
          `select trading_state, ${text('equity', 'equity')}, ${text('peak_equity', 'peakEquity')} from portfolios`,
        )
      )[0],
      unpublished: Number((await rows('select count(*) as n from outbox'))[0]?.['n']),
    };
  } finally {
    await client.end();
  }
}

/** Waits until every stage has worked the series up to this bar and nothing waits to be published. */
export async function waitUntilWorked(
  databaseUrl: string,
  series: { readonly symbol: string; readonly timeframe: string },
  lastBar: string,
  patienceMs: number,
): Promise<void> {
  const client = new Client(databaseUrl);
  await client.connect();
  const until = Date.now() + patienceMs;
  try {
    for (;;) {
      const { rows } = await client.query(
        `select (select count(*) from series_progress where symbol = $1 and timeframe = $2 and through >= $3
                 and stage in ('signal', 'execution', 'guard', 'shadow')) as stages,
                (select max(open_time) >= $3 from bars where symbol = $1 and timeframe = $2) as stored,
                (select count(*) from outbox) as outbox,
                (select count(*) from signals s join positions p on p.signal_id = s.id
                 where p.closed_at is not null and s.status = 'FILLED') as unfinished`,
        [series.symbol, series.timeframe, lastBar],
      );
      const [row] = rows;
      if (Number(row.stages) === 4 && row.stored === true && Number(row.outbox) === 0 && Number(row.unfinished) === 0)
        return;
      if (Date.now() > until) {
        const progress = await client.query('select stage, through from series_progress order by stage');
        throw new Error(`${series.symbol} did not come to ${lastBar}: ${JSON.stringify([row, progress.rows])}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    await client.end();
  }
}
