import type { Series } from '@tape/persistence';

/** Newest bar with an emergency exit, by series and of the whole account. */
export interface ExitNews {
  readonly bySeries: ReadonlyMap<string, number>;
  readonly ofAccount: number | null;
}

export function keyOf({ symbol, timeframe }: Series): string {
  return `${timeframe} ${symbol}`;
}
