export const NEWS_KINDS = ['NFP', 'FOMC', 'ECB', 'BOJ', 'CPI', 'GDP', 'UNEMPLOYMENT'] as const;
export type NewsKind = (typeof NEWS_KINDS)[number];

export interface EarningsDate {
  readonly symbol: string;
  readonly atMs: number;
}

export interface NewsDate {
  readonly kind: NewsKind;
  /** ISO 4217 code of the currency it moves. */
  readonly currency: string;
  readonly atMs: number;
}

/** What is scheduled. A null list means nobody knows; an empty one that nothing is scheduled. */
export interface EventCalendar {
  readonly earnings: readonly EarningsDate[] | null;
  readonly news: readonly NewsDate[] | null;
}

export const NO_CALENDAR: EventCalendar = { earnings: null, news: null };
