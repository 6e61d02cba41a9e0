import type { Series } from '@tape/persistence';
import type { EmergencyExit } from '@tape/risk-rules';

/** Newest bar with an emergency exit, by series and of the whole account. */
export interface ExitNews {
  readonly bySeries: ReadonlyMap<string, number>;
  readonly ofAccount: number | null;
}

export function keyOf({ symbol, timeframe }: Series): string {
  return `${timeframe} ${symbol}`;
}

/** The news with exits that have just been stored. */
export function withExits(news: ExitNews, exits: readonly EmergencyExit[]): ExitNews {
  if (exits.length === 0) return news;
  const bySeries = new Map(news.bySeries);
  let { ofAccount } = news;
  for (const exit of exits) {
    if (exit.campaignId === null) ofAccount = Math.max(ofAccount ?? exit.barTimeMs, exit.barTimeMs);
    else bySeries.set(keyOf(exit), Math.max(bySeries.get(keyOf(exit)) ?? exit.barTimeMs, exit.barTimeMs));
  }
  return { bySeries, ofAccount };
}
