export { contentHash, expiresAtMs, SIGNAL_LIFE_BARS } from '@tape/risk-rules';
export { clientOrderIdOf, fillIdOf, positionIdOf, rejectionIdOf, signalIdOf } from './ids.js';
export type { RejectedSignal, TradeSignal } from './signal/trade-signal.js';
export { comparePriority, priorityOf } from './signal/priority.js';
export type { Prioritised, Queued } from './signal/priority.js';
export { secondPart, secondPatternId, type SignalPart } from './signal/split-signal.js';
export { buildSignal, CONFIDENCE_WEIGHTS } from './signal/build-signal.js';
export { buildRejection } from './signal/build-rejection.js';
export { nextSignalStatus, SIGNAL_TRANSITIONS, signalEventOf } from './signal/signal-status.js';
export type { SignalEvent, SignalStatus } from './signal/signal-status.js';
export { engineOf, MAY_ORDER } from './execution/may-order.js';
export { actOnOrder, nextOrderState, ORDER_TRANSITIONS } from './execution/order.js';
export type { ExitPurpose, Fill, Order, OrderAction, OrderPurpose, OrderState } from './execution/order.js';
export { commission, DEFAULT_COSTS, impactPercent, marketFillPrice } from './execution/costs.js';
export type { CostModel, MarketFill } from './execution/costs.js';
export { closePart, positionSnapshot } from './execution/position.js';
export type { ExitFill, Position, PositionSnapshot } from './execution/position.js';
export { targetLadder, tighterStop, type LadderTerms, type TargetLeg } from './execution/target-ladder.js';
export { trailStop, type Trail } from './execution/trailing-stop.js';
export type { ExecutionEvent } from './execution/execution-event.js';
export { emptyBook, newOrder, obeyExit, requestClose, submitEntry } from './execution/series-book.js';
export type {
  BookStep,
  CloseRequest,
  EntryTerms,
  PendingEntry,
  PendingExit,
  SeriesBook,
} from './execution/series-book.js';
export { entryRefusal, isQuiet, stepBar } from './execution/step-bar.js';
export type { PaperMarket } from './execution/paper-fill.js';
export type { BarStep, EntryRefusal } from './execution/step-bar.js';
export { exposureOfPosition, markedPosition } from './execution/position-exposure.js';
export type { ExposureContext } from './execution/position-exposure.js';
export { openShadow, SHADOW_EQUITY, SHADOW_LIFE_BARS, stepShadow } from './shadow/shadow-trade.js';
export type { ShadowEnding, ShadowMarket, ShadowState, ShadowTerms, ShadowTrade } from './shadow/shadow-trade.js';
export type {
  Broker,
  BrokerAnswer,
  BrokerOrderReport,
  BrokerOrderRequest,
  BrokerPosition,
  BrokerWatcher,
  OrderName,
} from './broker/broker-port.js';
export { breakerAt, CLOSED_BREAKER, stepBreaker, type Breaker } from './broker/circuit-breaker.js';
export {
  afterAsk,
  afterCancel,
  afterReport,
  afterSend,
  isEnded,
  nextStep,
  requestOf,
  sending,
  wishCancel,
  type LiveOrder,
  type NextStep,
  type OrderStep,
} from './broker/live-order.js';
export { bookLiveFill, type MoneyContext } from './broker/live-position.js';
export {
  ADOPTED,
  exitOrder,
  GIVEN_UP,
  protectionPlan,
  sendable,
  type ProtectionPlan,
} from './broker/protective-orders.js';
export {
  reconcile,
  type Books,
  type Difference,
  type DifferenceChoice,
  type DifferenceKind,
} from './broker/reconcile.js';
export { retryPauseMs } from './broker/retry-schedule.js';
export {
  MANUAL_ORIGIN,
  manualProposal,
  MOST_AWAY,
  type ManualEntry,
  type ManualOutcome,
  type ManualProposal,
  type ManualRefusal,
} from './manual/manual-proposal.js';
export {
  judgeTilt,
  TILT_ANOMALIES,
  TILT_MEASURES,
  type EndedTradeFact,
  type OperatorAction,
  type OperatorActionKind,
  type TiltAnomaly,
  type TiltAnomalyKind,
  type TiltHistory,
  type TiltMeasure,
  type TiltVerdict,
} from './tilt/tilt-guard.js';
export { CLASSIC_TILT, TILT_MEMORY_MS, type TiltLimits } from './tilt/tilt-limits.js';
