import { AccountSnapshotEntity } from './account-snapshot.entity.js';
import { AnalyzerSnapshotEntity } from './analyzer-snapshot.entity.js';
import { ApiKeyEntity } from './api-key.entity.js';
import { AuditEntryEntity } from './audit-entry.entity.js';
import { BacktestUploadEntity } from './backtest-upload.entity.js';
import { BacktestEntity } from './backtest.entity.js';
import { BarEntity } from './bar.entity.js';
import { BrokerDifferenceEntity } from './broker-difference.entity.js';
import { CalendarCoverageEntity } from './calendar-coverage.entity.js';
import { CampaignEntity } from './campaign.entity.js';
import { CustomEventEntity } from './custom-event.entity.js';
import { EarningsDateEntity } from './earnings-date.entity.js';
import { EconomicEventEntity } from './economic-event.entity.js';
import { EmergencyExitEntity } from './emergency-exit.entity.js';
import { EntryPlanEntity } from './entry-plan.entity.js';
import { ExecutionPolicyEntity } from './execution-policy.entity.js';
import { ExperimentEntity } from './experiment.entity.js';
import { ExplainedHoldingEntity } from './explained-holding.entity.js';
import { FillEntity } from './fill.entity.js';
import { ForexRateEntity } from './forex-rate.entity.js';
import { IdempotencyKeyEntity } from './idempotency-key.entity.js';
import { InboxRowEntity } from './inbox-row.entity.js';
import { InstrumentEntity } from './instrument.entity.js';
import { LoginAttemptEntity } from './login-attempt.entity.js';
import { MarketContextEntity } from './market-context.entity.js';
import { NotificationDeliveryEntity } from './notification-delivery.entity.js';
import { NotificationEntity } from './notification.entity.js';
import { OperatorActionEntity } from './operator-action.entity.js';
import { OrderEntity } from './order.entity.js';
import { OutboxRowEntity } from './outbox-row.entity.js';
import { PatternEntity } from './pattern.entity.js';
import { PhaseEntity } from './phase.entity.js';
import { PortfolioEntity } from './portfolio.entity.js';
import { PositionEntity } from './position.entity.js';
import { PushSubscriptionEntity } from './push-subscription.entity.js';
import { RangeEntity } from './range.entity.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { RejectedSignalEntity } from './rejected-signal.entity.js';
import { ReservationEntity } from './reservation.entity.js';
import { RiskAssessmentEntity } from './risk-assessment.entity.js';
import { SeriesProgressEntity } from './series-progress.entity.js';
import { SessionEntity } from './session.entity.js';
import { ShadowOutcomeEntity } from './shadow-outcome.entity.js';
import { SignalStatusHistoryEntity } from './signal-status-history.entity.js';
import { SignalEntity } from './signal.entity.js';
import {
  StrategyAccountEntity,
  StrategyEntity,
  StrategyInstanceEntity,
  StrategySeriesEntity,
} from './strategy.entity.js';
import { TradeOutcomeEntity } from './trade-outcome.entity.js';
import { TradingRestrictionEntity } from './trading-restriction.entity.js';
import { UserEntity } from './user.entity.js';
import { ValidationResultEntity } from './validation-result.entity.js';
import { WatchlistEntity } from './watchlist.entity.js';

/** Every table the program knows. */
export const ENTITIES = [
  AccountSnapshotEntity,
  AnalyzerSnapshotEntity,
  ApiKeyEntity,
  AuditEntryEntity,
  BacktestEntity,
  BacktestUploadEntity,
  BarEntity,
  BrokerDifferenceEntity,
  CalendarCoverageEntity,
  CampaignEntity,
  CustomEventEntity,
  EarningsDateEntity,
  EconomicEventEntity,
  EmergencyExitEntity,
  EntryPlanEntity,
  ExecutionPolicyEntity,
  ExperimentEntity,
  ExplainedHoldingEntity,
  FillEntity,
  ForexRateEntity,
  IdempotencyKeyEntity,
  InboxRowEntity,
  InstrumentEntity,
  LoginAttemptEntity,
  MarketContextEntity,
  NotificationDeliveryEntity,
  NotificationEntity,
  OperatorActionEntity,
  OrderEntity,
  OutboxRowEntity,
  PatternEntity,
  PhaseEntity,
  PortfolioEntity,
  PositionEntity,
  PushSubscriptionEntity,
  RangeEntity,
  RefreshTokenEntity,
  RejectedSignalEntity,
  ReservationEntity,
  RiskAssessmentEntity,
  SeriesProgressEntity,
  SessionEntity,
  ShadowOutcomeEntity,
  SignalStatusHistoryEntity,
  SignalEntity,
  StrategyAccountEntity,
  StrategyEntity,
  StrategyInstanceEntity,
  StrategySeriesEntity,
  TradeOutcomeEntity,
  TradingRestrictionEntity,
  UserEntity,
  ValidationResultEntity,
  WatchlistEntity,
] as const;
