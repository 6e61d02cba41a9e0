export { subjectToken, textOfSubjectToken } from './envelope/subject-token.js';
export { DEFAULT_PARTITIONS, partitionOf } from './envelope/partition.js';
export {
  decimal,
  unsignedDecimal,
  epochMs,
  symbol,
  timeframe,
  confidence,
  side,
  phase,
  direction,
  assetClass,
  candidatePattern,
  strategyOrigin,
  tradablePattern,
  wyckoffEvent,
} from './envelope/wire-types.js';
export { defineEvent } from './envelope/event-definition.js';
export type { EventDefinition, PayloadOf } from './envelope/event-definition.js';
export { cloudEventType, outgoing, ContractViolation, parseEvent } from './envelope/cloud-event.js';
export type { CloudEvent, EventOrigin, OutgoingEvent } from './envelope/cloud-event.js';
export { SUBJECT_ROOT, STREAMS } from './stream/streams.js';
export type { StreamDefinition, StreamName } from './stream/streams.js';
export { barIngested } from './market/bar-ingested.event.js';
export type { BarIngested } from './market/bar-ingested.event.js';
export { customDetected } from './analysis/custom-detected.event.js';
export type { CustomDetected } from './analysis/custom-detected.event.js';
export { phaseDetected } from './analysis/phase-detected.event.js';
export type { PhaseDetected } from './analysis/phase-detected.event.js';
export { rangeState, rangeDetected } from './analysis/range-detected.event.js';
export type { RangeDetected } from './analysis/range-detected.event.js';
export { volumeAnalyzed } from './analysis/volume-analyzed.event.js';
export type { VolumeAnalyzed } from './analysis/volume-analyzed.event.js';
export {
  analysisWatermark,
  strategyWatermark,
  validationWatermark,
  signalWatermark,
  executionWatermark,
  guardWatermark,
} from './analysis/watermark.event.js';
export type { Watermark } from './analysis/watermark.event.js';
export { detectorFailed } from './pattern/detector-failed.event.js';
export type { DetectorFailed } from './pattern/detector-failed.event.js';
export { regimeChanged } from './analysis/regime-changed.event.js';
export type { RegimeChanged } from './analysis/regime-changed.event.js';
export { strategyProposed } from './pattern/strategy-proposed.event.js';
export type { StrategyProposed } from './pattern/strategy-proposed.event.js';
export { judgeProposal, listStrategies, setStrategy, strategyView, strategyInstanceView } from './rpc/strategy.rpc.js';
export type { StrategyView, StrategyInstanceView } from './rpc/strategy.rpc.js';
export { detectedPattern, patternDetected } from './pattern/pattern-detected.event.js';
export type { PatternDetected } from './pattern/pattern-detected.event.js';
export { stageName, stageVerdict, validationChain, sizing, validated, rejected } from './validation/verdict.event.js';
export type { Verdict } from './validation/verdict.event.js';
export { signalStatus, tradeSignal, rejectedSignal } from './signal/trade-signal.js';
export type { TradeSignal, SignalStatus, RejectedSignal } from './signal/trade-signal.js';
export { signalGenerated } from './signal/signal-generated.event.js';
export type { SignalGenerated } from './signal/signal-generated.event.js';
export { signalRejected } from './signal/signal-rejected.event.js';
export type { SignalRejected } from './signal/signal-rejected.event.js';
export { signalStatusChanged } from './signal/signal-status-changed.event.js';
export type { SignalStatusChanged } from './signal/signal-status-changed.event.js';
export { campaignState, campaignChanged } from './risk/campaign-changed.event.js';
export type { CampaignChanged } from './risk/campaign-changed.event.js';
export { exitTrigger, emergencyExitTriggered } from './risk/emergency-exit.event.js';
export type { EmergencyExitTriggered } from './risk/emergency-exit.event.js';
export { tradingScope, tradingState, tradingStateChanged } from './risk/trading-state-changed.event.js';
export type { TradingScope, TradingStateChanged } from './risk/trading-state-changed.event.js';
export {
  orderState,
  orderPurpose,
  orderCreated,
  orderSubmitted,
  orderFilled,
  orderCancelled,
  orderRejected,
} from './execution/order.event.js';
export type { OrderEvent } from './execution/order.event.js';
export { positionOpened, positionModified, positionClosed } from './execution/position.event.js';
export type { PositionEvent } from './execution/position.event.js';
export { backtestProgress } from './ops/backtest-progress.event.js';
export type { BacktestProgress } from './ops/backtest-progress.event.js';
export { feedStale, feedRecovered, feedGap } from './ops/feed.event.js';
export type { FeedEvent } from './ops/feed.event.js';
export { serviceStarted, serviceStopped, serviceError } from './ops/service.event.js';
export type { ServiceEvent } from './ops/service.event.js';
export { reportedSymbolState, symbolStateChanged } from './ops/symbol-state.event.js';
export type { SymbolStateChanged } from './ops/symbol-state.event.js';
export { deadLetter } from './ops/dead-letter.js';
export type { DeadLetter } from './ops/dead-letter.js';
export { defineRpc } from './rpc/rpc-definition.js';
export type { RpcDefinition, RpcReply } from './rpc/rpc-definition.js';
export {
  backtestStudy,
  cancelBacktest,
  deleteBacktest,
  MAX_UPLOAD_PART,
  runBacktest,
  storeBacktestBars,
} from './rpc/backtest.rpc.js';
export { rawBar, barOutcome, MAX_BARS_PER_REQUEST, ingestBars, ingestSeries } from './rpc/ingest.rpc.js';
export {
  describeChannels,
  notificationChannel,
  resendNotification,
  sendTestNotification,
  subscribePush,
  unsubscribePush,
} from './rpc/notification.rpc.js';
export { MAX_REFERENCE_ROWS, importReference, referenceKind } from './rpc/reference.rpc.js';
export { calendarCoverage, referenceOutcome } from './rpc/reference.rpc.js';
export { assessRisk, releaseReservation, setTradingState } from './rpc/risk.rpc.js';
export { acknowledgeSignal, claimSignals, splitSignal } from './rpc/signal.rpc.js';
export { brokerDifferences, closePositions, resolveDifference } from './rpc/execution.rpc.js';
export { tradingViewAlert } from './experiment/trading-view-alert.js';
export type { TradingViewAlert } from './experiment/trading-view-alert.js';
export { executionPolicy, policyMode, setExecutionPolicy, submitWebhookSignal } from './rpc/experiment.rpc.js';
