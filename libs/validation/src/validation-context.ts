import type { Instrument } from '@tape/market';
import type { EventCalendar } from './calendar.js';

/**
 * `classic` grades volume and lets the TEST of a Spring decide, as real charts demand; `strict` keeps the textbook gates, which
 * almost nothing real passes.
 */
export type ValidationProfile = 'classic' | 'strict';

/** What must be known of the surroundings. The calendar is not among it: one that nobody can read is a rule's own WARN. */
export type ContextPart = 'instrument' | 'campaign';

/** What the validators must know besides the pattern: plain data, fetched by the caller before the chain begins. */
export interface ValidationContext {
  /** Null when `missing` names it. */
  readonly instrument: Instrument | null;
  readonly profile: ValidationProfile;
  readonly calendar: EventCalendar;
  /** Until when the candidate's campaign is closed to new trades; null when it is open or does not exist. */
  readonly campaignBlockedUntilMs: number | null;
  /** What could not be found out in time; the stage that needs it refuses. */
  readonly missing?: readonly ContextPart[];
}
