import { Client } from 'pg';

/** The account as risk and execution would find it: so many campaigns, each with one open position in a symbol of its own. */
export const ENTRY = 100;
export const GUARD = 95;

export function symbolOf(n: number): string {
  return `B${String(n).padStart(4, '0')}USDT`;
}

/** Writes them into the tables of risk, signal and execution; the services must be started anew to know of them. */
export async function storeCampaigns(databaseUrl: string, count: number, openedAtMs: number): Promise<void> {
  const client = new Client(databaseUrl);
  await client.connect();
  const symbol = `'B' || lpad(n::text, 4, '0') || 'USDT'`;
  const at = [new Date(openedAtMs), count];
  try {
    await client.query(
      `insert into campaigns (id, symbol, timeframe, direction, range_id, state, guard_kind, guard_price, opened_at, reason)
       select 'c-' || n, ${symbol}, '15m', 'LONG', 'r-' || n, 'ACTIVE', 'SPRING_LOW', ${GUARD}, $1, 'bench'
       from generate_series(0, $2::int - 1) n`,
      at,
    );
    await client.query(
      `insert into signals (id, pattern_id, symbol, timeframe, pattern, direction, status, priority, bar_time, created_at,
                            expires_at, acknowledged, content)
       select 'sig-' || n, 'pat-' || n, ${symbol}, '15m', 'SPRING', 'LONG', 'FILLED', 50, $1, $1, $1, true,
              jsonb_build_object('reservationId', 'rsv-' || n)
       from generate_series(0, $2::int - 1) n`,
      at,
    );
    await client.query(
      `insert into positions (id, signal_id, campaign_id, symbol, timeframe, direction, quantity, initial_quantity,
                              entry_price, stop, targets, guard, initial_risk, opened_at, updated_at)
       select 'pos-' || n, 'sig-' || n, 'c-' || n, ${symbol}, '15m', 'LONG', 1, 1, ${ENTRY}, 50, '[]',
              '{"kind": "SPRING_LOW", "price": "${GUARD}"}', 5, $1, $1
       from generate_series(0, $2::int - 1) n`,
      at,
    );
  } finally {
    await client.end();
  }
}
