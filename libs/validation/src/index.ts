export type {
  CandidatePattern,
  ConfidenceComponents,
  DetectedPattern,
  PatternTargets,
  TrailPlan,
} from './detected-pattern.js';
export { onTick, tickText } from './tick.js';
export { noReading } from './unread-candidate.js';
export { toDetectedPattern } from './to-detected-pattern.js';
export { NEWS_KINDS, NO_CALENDAR } from './calendar.js';
export type { EarningsDate, EventCalendar, NewsDate, NewsKind } from './calendar.js';
export { calendarAt, calendarSubjects, EMPTY_BOOK } from './calendar-book.js';
export type { CalendarBook, CalendarCoverage, CalendarSubjects, CoveredKind } from './calendar-book.js';
export { forexSession, isIntraday, stockSession } from './session.js';
export type { ForexSession, StockSession } from './session.js';
export type { ContextPart, ValidationContext, ValidationProfile } from './validation-context.js';
export type { Validator } from './validator.js';
export { volumeValidator } from './volume.validator.js';
export type { VolumeReason } from './volume.validator.js';
export { phaseValidator } from './phase.validator.js';
export type { PhaseReason } from './phase.validator.js';
export { levelsValidator, PRICE_SCALE } from './levels.validator.js';
export type { LevelsReason } from './levels.validator.js';
export { strategyValidator } from './strategy.validator.js';
export type { StrategyReason } from './strategy.validator.js';
export {
  beginChain,
  concludeChain,
  continueChain,
  REVIEW_CONFIDENCE,
  runValidator,
  validateAfterRisk,
  validateBeforeRisk,
} from './chain.js';
export type { ChainEnd, ChainStart, ValidationChain, Verdict } from './chain.js';
