import { Market1795132800001 } from './1795132800001-market.js';
import { Analysis1795132800002 } from './1795132800002-analysis.js';
import { Signal1795132800003 } from './1795132800003-signal.js';
import { Risk1795132800004 } from './1795132800004-risk.js';
import { Execution1795132800005 } from './1795132800005-execution.js';
import { Delivery1795132800006 } from './1795132800006-delivery.js';
import { AccountVersion1795132800007 } from './1795132800007-account-version.js';
import { ReferenceData1795132800009 } from './1795132800009-reference-data.js';
import { CampaignsAndExits1795132800010 } from './1795132800010-campaigns-and-exits.js';
import { ShadowOutcomes1795132800011 } from './1795132800011-shadow-outcomes.js';
import { Notifications1795132800012 } from './1795132800012-notifications.js';
import { LiveOrders1795132800013 } from './1795132800013-live-orders.js';
import { CustomEvents1795132800014 } from './1795132800014-custom-events.js';
import { Experiments1795132800015 } from './1795132800015-experiments.js';
import { Authentication1795132800016 } from './1795132800016-authentication.js';
import { TrailsAndSnapshots1795132800017 } from './1795132800017-trails-and-snapshots.js';
import { Strategies1795132800018 } from './1795132800018-strategies.js';
import { EntryPlans1795132800019 } from './1795132800019-entry-plans.js';
import { BacktestRuns1795132800020 } from './1795132800020-backtest-runs.js';
import { OperatorActions1795132800021 } from './1795132800021-operator-actions.js';

/** In the order they run. A migration that has landed is never edited: what comes after is a new one. */
export const MIGRATIONS = [
  Market1795132800001,
  Analysis1795132800002,
  Signal1795132800003,
  Risk1795132800004,
  Execution1795132800005,
  Delivery1795132800006,
  AccountVersion1795132800007,
  ReferenceData1795132800009,
  CampaignsAndExits1795132800010,
  ShadowOutcomes1795132800011,
  Notifications1795132800012,
  LiveOrders1795132800013,
  CustomEvents1795132800014,
  Experiments1795132800015,
  Authentication1795132800016,
  TrailsAndSnapshots1795132800017,
  Strategies1795132800018,
  EntryPlans1795132800019,
  BacktestRuns1795132800020,
  OperatorActions1795132800021,
] as const;
