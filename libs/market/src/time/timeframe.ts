/** Bar lengths the system reads, shortest first. */
export const TIMEFRAMES = ['1m', '5m', '15m', '1h', '4h', '1d', '1w'] as const;
export type Timeframe = (typeof TIMEFRAMES)[number];

const MINUTE_MS = 60_000;

/** Nominal length of a bar in milliseconds. A daily bar lasts a day even where its session is shorter. */
export const TIMEFRAME_MS: Record<Timeframe, number> = {
  '1m': MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '1h': 60 * MINUTE_MS,
  '4h': 240 * MINUTE_MS,
  '1d': 1_440 * MINUTE_MS,
  '1w': 10_080 * MINUTE_MS,
};

/** Business time at which a bar is complete: its open time plus its length. */
export function closeTimeMs(openTimeMs: number, timeframe: Timeframe): number {
  return openTimeMs + TIMEFRAME_MS[timeframe];
}

export function isTimeframe(text: string): text is Timeframe {
  return (TIMEFRAMES as readonly string[]).includes(text);
}
