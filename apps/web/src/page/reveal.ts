import { seriesKey } from '../desk/desk-state.js';
import { goTo } from '../layout/route.js';

/** Leaves for the chart, with this bar in sight. */
export function revealOnMarket(symbol: string, timeframe: string, time: string): void {
  goTo({ page: 'market', detail: `${seriesKey({ symbol, timeframe })}@${time}` });
}
