import { runBacktest } from '@tape/backtesting';
import { inferInstrument, SIMULATED_MARKETS, simulateMarket } from '@tape/market';
import type { Client } from 'pg';

export const STORED_SYMBOLS = Array.from({ length: 10 }, (_, place) => `STORED${place}`);
const BARS_EACH = 100_000;
const DECISIONS = 100_000;
const FIRST_DAY = '2024-01-01T00:00:00Z';

/** A million minute bars, and a hundred thousand each of signals, rejections and patterns, as large as real ones. */
export async function storeRows(client: Client): Promise<void> {
  const { signal, rejection, pattern } = samples();
  const query = (text: string, values: readonly unknown[] = []): Promise<unknown> => client.query(text, [...values]);
  await query(
    `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source)
     select unnest($1::text[]), 'STOCK', 0.01, 1, 'SHARES', 1, 'TRADED' on conflict do nothing`,
    [STORED_SYMBOLS],
  );
  await query(`select ensure_bar_partitions($1::timestamptz, $1::timestamptz + interval '1 year')`, [FIRST_DAY]);
  await query(
    `insert into bars select s, '1m', $2::timestamptz + i * interval '1 minute', 100 + i % 7, 108, 99, 100 + i % 5, 1000 + i, 'FEED'
     from unnest($1::text[]) as s, generate_series(0, $3::int - 1) as i`,
    [STORED_SYMBOLS, FIRST_DAY, BARS_EACH],
  );
  await query(
    `insert into signals (id, pattern_id, symbol, timeframe, pattern, direction, status, priority, bar_time, created_at, expires_at, content)
     select 'sig' || i, 'pat' || i, ($1::text[])[1 + i % 10], '1d', 'SPRING', 'LONG', 'EXPIRED', 70, t, t, t + interval '1 day',
            jsonb_set($2::jsonb, '{id}', to_jsonb('sig' || i))
     from generate_series(1, $3::int) as i, lateral (select $4::timestamptz + i * interval '1 minute' as t) as at`,
    [STORED_SYMBOLS, JSON.stringify(signal), DECISIONS, FIRST_DAY],
  );
  await query(
    `insert into rejected_signals (id, pattern_id, symbol, timeframe, pattern, stage, reason, near_miss, bar_time, rejected_at, content)
     select 'rej' || i, 'rpat' || i, ($1::text[])[1 + i % 10], '1d', 'SPRING', 'VOLUME', 'volume-high', i % 9 = 0, t, t,
            jsonb_set($2::jsonb, '{id}', to_jsonb('rej' || i))
     from generate_series(1, $3::int) as i, lateral (select $4::timestamptz + i * interval '1 minute' as t) as at`,
    [STORED_SYMBOLS, JSON.stringify(rejection), DECISIONS, FIRST_DAY],
  );
  await query(
    `insert into patterns (id, symbol, timeframe, pattern, event_time, known_at, confidence, content)
     select 'pat' || i, ($1::text[])[1 + i % 10], '1d', 'SPRING', t, t, 80, jsonb_set($2::jsonb, '{id}', to_jsonb('pat' || i))
     from generate_series(1, $3::int) as i, lateral (select $4::timestamptz + i * interval '1 minute' as t) as at`,
    [STORED_SYMBOLS, JSON.stringify(pattern), DECISIONS, FIRST_DAY],
  );
  await query('vacuum (analyze) bars, signals, rejected_signals, patterns');
}

function samples(): { signal: object; rejection: object; pattern: object } {
  const { symbol } = SIMULATED_MARKETS[0]!;
  const bars = simulateMarket(7, symbol).take(4_000).toArray();
  const series = [{ instrument: inferInstrument(symbol), timeframe: '15m', simulated: true, bars }] as const;
  const { signals, rejections, patterns } = runBacktest({ series, initialEquity: '100000' });
  const [signal, rejection, pattern] = [signals[0], rejections[0], patterns[0]];
  if (signal === undefined || rejection === undefined || pattern === undefined) throw new Error('no sample to store');
  return { signal, rejection, pattern };
}
