import { AnalysisController } from './analysis/analysis.controller.js';
import { AsOfController } from './analysis/as-of.controller.js';
import { LevelsController } from './analysis/levels.controller.js';
import { ApiKeysController } from './auth/api-keys.controller.js';
import { AuthController } from './auth/auth.controller.js';
import { UsersController } from './auth/users.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { CampaignsController } from './campaign/campaigns.controller.js';
import { BarsController } from './bars/bars.controller.js';
import { StoredSeriesController } from './bars/stored-series.controller.js';
import { DeadLettersController } from './dead-letter/dead-letters.controller.js';
import { BrokerController } from './execution/broker.controller.js';
import { ExperimentPolicyController } from './experiment/experiment-policy.controller.js';
import { ExperimentsController } from './experiment/experiments.controller.js';
import { ExitsController } from './exit/exits.controller.js';
import { HealthController } from './health/health.controller.js';
import { ImportPreviewController } from './imports/import-preview.controller.js';
import { ImportsController } from './imports/imports.controller.js';
import { ManualSignalsController } from './manual/manual-signals.controller.js';
import { NotificationsController } from './notification/notifications.controller.js';
import { PushSubscriptionsController } from './notification/push-subscriptions.controller.js';
import { BacktestsController } from './backtest/backtests.controller.js';
import { StudiesController } from './backtest/studies.controller.js';
import { BacktestUploadsController } from './backtest/uploads.controller.js';
import { OrchestratorController } from './orchestrator/orchestrator.controller.js';
import { SymbolsController } from './orchestrator/symbols.controller.js';
import { CalendarsController } from './reference/calendars.controller.js';
import { InstrumentsController } from './reference/instruments.controller.js';
import { RatesController } from './reference/rates.controller.js';
import { RejectionsController } from './rejection/rejections.controller.js';
import { SignalsController } from './signal/signals.controller.js';
import { StrategiesController } from './strategy/strategies.controller.js';
import { SystemController } from './system/system.controller.js';
import { TradingController } from './trading/trading.controller.js';
import { WebhooksController } from './webhook/webhooks.controller.js';
import { WatchlistController } from './watchlist/watchlist.controller.js';

/** Every route of the API; the document is made from the same list. */
export const ROUTES = [
  HealthController,
  AuthController,
  UsersController,
  ApiKeysController,
  OrchestratorController,
  SymbolsController,
  BacktestUploadsController,
  StudiesController,
  BacktestsController,
  WatchlistController,
  BarsController,
  StoredSeriesController,
  ImportsController,
  ImportPreviewController,
  CalendarsController,
  RatesController,
  InstrumentsController,
  ManualSignalsController,
  SignalsController,
  RejectionsController,
  AnalysisController,
  LevelsController,
  AsOfController,
  TradingController,
  CampaignsController,
  ExitsController,
  BrokerController,
  SystemController,
  AuditController,
  DeadLettersController,
  NotificationsController,
  PushSubscriptionsController,
  ExperimentPolicyController,
  StrategiesController,
  ExperimentsController,
  WebhooksController,
];
