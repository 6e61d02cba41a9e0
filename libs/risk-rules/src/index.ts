export { Amount, amount, decimalText, floorToStep, MONEY_DECIMALS, percentOf } from './decimal.js';
export { contentHash } from './content-hash.js';
export { DEFAULT_ACCOUNT_ZONE, isoDate, isoMinute, isTimeZone, tradingDayOf } from './trading-day.js';
export { BOUNDS, failure, NEAR_MISS_RATIO, stageVerdict, STAGES, warning } from './stage-verdict.js';
export type {
  Bound,
  Finding,
  StageCheck,
  StageFindings,
  StageName,
  StageStatus,
  VerdictStatus,
  StageVerdict,
  VerdictMetadata,
} from './stage-verdict.js';
export { bounded, findingsOf, held, raised, shownChecks } from './stage-check.js';
export type { Check, NumericBound, Objection } from './stage-check.js';
export { currencyPairOf, pipSize, quoteCurrencyOf, quoteToAccount } from './currency-pair.js';
export type { CurrencyPair, QuoteRates } from './currency-pair.js';
export { CLASSIC_RISK, riskProfileOf } from './risk-profile.js';
export type { AccountChoice, RiskProfile } from './risk-profile.js';
export type { Guard, GuardKind, RiskCandidate, RiskPattern, StrategyOrigin, TradeDirection } from './risk-candidate.js';
export { isPriceOrdered, rewardToRisk, rMultipleText, riskPercentOf, sizePosition } from './sizing.js';
export type { Size, SizeOutcome, SizeRequest, Sizing } from './sizing.js';
export { capChecks } from './caps.js';
export type { CapRefusal, CapRequest } from './caps.js';
export { campaignBudgetPercent, LONE_LPS_CONFIDENCE } from './campaign-budget.js';
export {
  CAMPAIGN_TRANSITIONS,
  campaignChange,
  campaignIdOf,
  isLive,
  joinCampaign,
  nextCampaignState,
  OPENING_EVENT,
  raiseGuard,
} from './campaign.js';
export type { Campaign, CampaignChange, CampaignEvent, CampaignState } from './campaign.js';
export { currenciesOf, exposuresOf, sectorOf, totalRisk } from './exposure.js';
export type { Exposure, PortfolioView, TradingState } from './exposure.js';
export { capUses, exposureGroups } from './exposure-view.js';
export type { CapName, CapUse, ExposureGroup, ExposureGroups, HeldMoney } from './exposure-view.js';
export { assess, reservationIdOf } from './assess.js';
export type { Assessment, RiskReason } from './assess.js';
export {
  expiresAtMs,
  exposureOfReservation,
  RESERVATION_TRANSITIONS,
  reservationFor,
  settleReservation,
  SIGNAL_LIFE_BARS,
} from './reservation.js';
export type { Reservation, ReservationEvent, ReservationStatus } from './reservation.js';
export { assessAndReserve, releaseReservation } from './risk-state.js';
export type { AssessmentRequest, AssessmentResult, ReleaseResult, RiskState } from './risk-state.js';
export { emergencyTrigger, exitId } from './emergency-trigger.js';
export type { EmergencyExit, ExitTrigger, GuardedCampaign } from './emergency-trigger.js';
export {
  DAILY_LOSS_REASON,
  dailyLoss,
  equityFrom,
  equityOf,
  markPortfolio,
  MAX_DRAWDOWN_REASON,
  maxDrawdown,
  moveTradingState,
  needsReset,
  newPortfolio,
  setTradingStateByHand,
  tradingStateAt,
  unrealisedPnl,
} from './portfolio.js';
export type { LimitBreach, MarkedPosition, MarkResult, Portfolio, StateStep, TradingStateChange } from './portfolio.js';
export { checkBar } from './check-bar.js';
export type { BarCheck, BarCheckResult, EntryFact } from './check-bar.js';
export {
  ACCOUNT_SCOPE,
  effectiveState,
  scopeText,
  setRestriction,
  strictestState,
  WYCKOFF_ENGINE,
} from './trading-scope.js';
export type { RestrictionStep, ScopeLevel, TradingRestriction, TradingScope } from './trading-scope.js';
export { campaignMetrics } from './campaign-health.js';
export type { CampaignHealth, CampaignMetrics, CampaignPosition, CampaignStanding } from './campaign-health.js';
export { exitReport, exitTimeMs, isExited } from './exit-report.js';
export type {
  ExitedPosition,
  ExitFacts,
  ExitFillRecord,
  ExitReport,
  ReportedPosition,
  WithdrawnEntry,
} from './exit-report.js';
export {
  BAR_RATE_DELAY_MS,
  conversionCurrencies,
  createRateTable,
  MAX_RATE_AGE_MS,
  rateOfBar,
  ratesAsOf,
  ratesFrom,
  VEHICLE_CURRENCY,
} from './rate-table.js';
export type { RateQuestion, RateQuote, RateSource, RateTable } from './rate-table.js';
