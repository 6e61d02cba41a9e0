import { isTimeframe, type Timeframe } from '../time/timeframe.js';

/**
 * Reads symbol and timeframe out of a file name: "AAPL_1d.csv" is AAPL by day, "AAPL_1d_unadjusted.csv" too.
 * @returns what it could find; null where the name does not say.
 */
export function seriesOfFileName(path: string): {
  readonly symbol: string | null;
  readonly timeframe: Timeframe | null;
} {
  const name = (path.split(/[\\/]/).at(-1) ?? '').replace(/\.[^.]*$/, '');
  const words = name.split(/[_\s]+/);
  const at = words.findIndex((word, position) => position > 0 && isTimeframe(word.toLowerCase()));
  const timeframe = words[at]?.toLowerCase() ?? '';
  const symbol = (at < 0 ? name : words.slice(0, at).join('_')).toUpperCase();
  return {
    symbol: /^[A-Z0-9][A-Z0-9.:_-]*$/.test(symbol) ? symbol : null,
    timeframe: isTimeframe(timeframe) ? timeframe : null,
  };
}
