import { positionIdOf } from '@tape/trading';
import type { LivePage } from './live-page.js';

export const HELD = 'HELD-SIM';

/**
 * A position in a symbol that no feed sends bars of: nothing but a person closes it. Rows as the services keep them; signal and
 * prices are those of the first signal there is.
 */
export async function holdPosition({ database }: LivePage): Promise<() => Promise<void>> {
  const letGo = async () => {
    for (const table of ['orders', 'positions', 'signals', 'bars', 'instruments']) {
      await database.query(`delete from ${table} where symbol = $1`, [HELD]);
    }
  };
  await database.query(
    `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source, simulated)
     select $1, asset_class, tick_size, quantity_step, unit, contract_size, volume_source, true
       from instruments where symbol = (select symbol from signals order by created_at limit 1)`,
    [HELD],
  );
  await database.query(
    `insert into bars (symbol, timeframe, open_time, open, high, low, close, volume, source)
     select $1, b.timeframe, b.open_time, b.open, b.high, b.low, b.close, b.volume, b.source
       from bars b join (select symbol, timeframe, bar_time from signals order by created_at limit 1) s
         on b.symbol = s.symbol and b.timeframe = s.timeframe and b.open_time <= s.bar_time`,
    [HELD],
  );
  await database.query(
    `insert into signals (id, pattern_id, symbol, timeframe, pattern, direction, status, priority, bar_time, created_at,
                          expires_at, acknowledged, content)
     select 'sig_held', 'pattern_held', $1, timeframe, pattern, direction, 'FILLED', priority, bar_time, created_at,
            expires_at, true,
            content || jsonb_build_object('id', 'sig_held', 'patternId', 'pattern_held', 'symbol', $1::text,
                                          'campaignId', 'HELD-SIM-campaign', 'reservationId', 'res_held')
       from signals order by created_at limit 1`,
    [HELD],
  );
  await database.query(
    `insert into positions (id, signal_id, campaign_id, symbol, timeframe, direction, quantity, initial_quantity,
                            entry_price, stop, targets, guard, initial_risk, opened_at, updated_at)
     select $1, id, content->>'campaignId', symbol, timeframe, direction, 5, 5, (content->>'entry')::numeric,
            (content->>'stop')::numeric,
            jsonb_build_array(jsonb_build_object('leg', 1, 'price', content->'targets'->>'primary', 'quantity', '5',
                                                 'stopAfter', content->>'entry')),
            content->'guard', 10, created_at, created_at
       from signals where id = 'sig_held'`,
    [positionIdOf('sig_held')],
  );
  return letGo;
}
