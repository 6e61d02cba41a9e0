import type { NewsKind } from '@tape/market';

export { NEWS_KINDS } from '@tape/market';
export type { NewsKind } from '@tape/market';

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
  /** What is listed holds, but more may be scheduled: not all of the time, or not every kind of news, has been imported. */
  readonly isPartial?: boolean;
}

export const NO_CALENDAR: EventCalendar = { earnings: null, news: null };
