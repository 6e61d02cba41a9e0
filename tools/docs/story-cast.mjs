/** Who the examples are about, and when: one simulated instrument and the bar after which its signal is made. */
export const DAY_MS = 86_400_000;
export const BAR = Date.UTC(2024, 4, 1);
export const SPRING_BAR = BAR - 3 * DAY_MS;
export const RANGE_START = BAR - 62 * DAY_MS;
export const RANGE_ID = `DEMO:1d:${RANGE_START}`;
export const CAMPAIGN_ID = 'DEMO-2024-02-29';
export const PATTERN_ID = `DEMO:1d:SPRING:${SPRING_BAR}:${RANGE_ID}`;
export const SIGNAL_ID = 'sig_5c1f0a9be2d34b7781ae90f2';
export const RESERVATION_ID = `res:${PATTERN_ID}`;

export const series = { symbol: 'DEMO', timeframe: '1d' };
export const LATER = BAR + 9 * DAY_MS;
