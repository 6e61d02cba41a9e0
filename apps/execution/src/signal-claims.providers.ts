import { setTimeout as sleep } from 'node:timers/promises';
import type { Provider } from '@nestjs/common';
import { RpcClient } from '@tape/messaging';
import type { Logger } from '@tape/observability';
import { InstrumentStore } from '@tape/persistence';
import { LOGGER, SERVICE_CONFIG } from '@tape/service';
import { DataSource } from 'typeorm';
import type { ExecutionConfig } from './config.js';
import { EntryPlans } from './entry-plans.js';
import { CLAIMER, SignalClaims } from './signal-claims.js';

/** What takes signals off the queue, with the plans they are entered by: the same on paper and at a broker. */
export const SIGNAL_CLAIMS: readonly Provider[] = [
  {
    provide: EntryPlans,
    inject: [DataSource, InstrumentStore, RpcClient, LOGGER, SERVICE_CONFIG],
    useFactory: (
      database: DataSource,
      instruments: InstrumentStore,
      rpc: RpcClient,
      logger: Logger,
      { ENTRY_PLAN_PATIENCE_MS: patienceMs }: ExecutionConfig,
    ) => new EntryPlans({ database, instruments, rpc, logger, patienceMs, claimer: CLAIMER, sleep: (ms) => sleep(ms) }),
  },
  {
    provide: SignalClaims,
    inject: [RpcClient, EntryPlans],
    useFactory: (rpc: RpcClient, plans: EntryPlans) => new SignalClaims(rpc, (ms) => sleep(ms), plans),
  },
];
