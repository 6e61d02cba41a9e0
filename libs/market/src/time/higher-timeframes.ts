import { isTimeframe, TIMEFRAMES, type Timeframe } from './timeframe.js';

/** In the light of which longer timeframe a series is read; those not named are read alone. */
export type HigherTimeframes = Readonly<Partial<Record<Timeframe, Timeframe>>>;

export type HigherTimeframesReading =
  | { readonly ok: true; readonly timeframes: HigherTimeframes }
  /** What is wrong with it and what to write instead. */
  | { readonly ok: false; readonly problem: string };

/** Reads `15m=4h,1d=1w`; empty text names none. */
export function readHigherTimeframes(text: string): HigherTimeframesReading {
  const timeframes: Partial<Record<Timeframe, Timeframe>> = {};
  for (const part of text.split(',').map((pair) => pair.trim())) {
    if (part === '') continue;
    const [from = '', to = '', ...rest] = part.split('=').map((side) => side.trim());
    if (!isTimeframe(from) || !isTimeframe(to) || rest.length > 0) {
      return { ok: false, problem: `'${part}' must be two timeframes, like 1h=1d; known are ${TIMEFRAMES.join(', ')}` };
    }
    if (TIMEFRAMES.indexOf(to) <= TIMEFRAMES.indexOf(from)) {
      return { ok: false, problem: `'${part}': ${to} is not longer than ${from}` };
    }
    if (timeframes[from] !== undefined) return { ok: false, problem: `'${part}' names ${from} a second time` };
    timeframes[from] = to;
  }
  return { ok: true, timeframes };
}
