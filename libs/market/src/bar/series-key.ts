import { isTimeframe, TIMEFRAMES, type Timeframe } from '../time/timeframe.js';
import { type BarRefusal, refusal, shown } from './refusal.js';

/** Capital letters and digits, then also . / : _ - as in BRK.B, EUR/USD or ALPHA-SIM. */
export const SYMBOL = /^[A-Z0-9][A-Z0-9./:_-]{0,63}$/;

export type SeriesReading =
  | { readonly ok: true; readonly symbol: string; readonly timeframe: Timeframe }
  | { readonly ok: false; readonly refusal: BarRefusal };

/** Reads which series a sent bar belongs to. Symbols are taken as they are: "aapl" and "AAPL" would be two series, so one is refused. */
export function readSeriesKey(symbol: unknown, timeframe: unknown, line: number | null = null): SeriesReading {
  const place = {
    symbol: typeof symbol === 'string' && symbol !== '' ? symbol.slice(0, 64) : '(no symbol)',
    timeframe: '',
    line,
  };
  const no = (
    field: 'symbol' | 'timeframe',
    rule: 'missing' | 'bad-symbol' | 'bad-timeframe',
    text: string,
  ): SeriesReading => {
    const { message, ...rest } = refusal(place, field, rule, text);
    return { ok: false, refusal: { ...rest, message: message.replace('  ', ' ').replace(' ,', ',') } };
  };
  if (symbol === undefined || symbol === null || symbol === '')
    return no('symbol', 'missing', 'the bar names no symbol');
  if (typeof symbol !== 'string' || !SYMBOL.test(symbol)) {
    return no(
      'symbol',
      'bad-symbol',
      `${shown(symbol)} is no symbol: use up to 64 of A-Z 0-9 . / : _ -, like AAPL or EUR/USD`,
    );
  }
  const known = TIMEFRAMES.join(', ');
  if (timeframe === undefined || timeframe === null || timeframe === '') {
    return no('timeframe', 'missing', `the bar names no timeframe: use one of ${known}`);
  }
  if (typeof timeframe !== 'string' || !isTimeframe(timeframe)) {
    return no('timeframe', 'bad-timeframe', `${shown(timeframe)} is not known: use one of ${known}`);
  }
  return { ok: true, symbol, timeframe };
}
