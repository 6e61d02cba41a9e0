/** Forex sessions by UTC hour: Asian 22-8, London 8-13, overlap 13-17, New York 17-22. */
export const SESSIONS = ['ASIAN', 'LONDON', 'OVERLAP', 'NEW_YORK'] as const;

const HOUR_MS = 3_600_000;

/** Position in SESSIONS of the session a bar opens in. Volume is only comparable within one session. */
export function sessionIndex(openTimeMs: number): number {
  const hour = Math.floor(openTimeMs / HOUR_MS) % 24;
  if (hour >= 22 || hour < 8) return 0;
  if (hour < 13) return 1;
  return hour < 17 ? 2 : 3;
}
