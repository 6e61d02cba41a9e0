/** Business time as people of the market write it: daily bars by date, shorter ones with the time. Always UTC. */
export function barTime(iso: string | null | undefined, timeframe: string): string {
  if (iso === null || iso === undefined) return '–';
  const day = iso.slice(0, 10);
  return /^[1-9]\d*[dw]$/.test(timeframe) ? day : `${day} ${iso.slice(11, 16)}`;
}

/** Without the year, for narrow columns. */
export function shortBarTime(iso: string | null | undefined, timeframe: string): string {
  return barTime(iso, timeframe).replace(/^\d{4}-/, '');
}

/** Seconds since the epoch, as the chart counts. */
export function seconds(iso: string): number {
  return Math.floor(Date.parse(iso) / 1_000);
}
