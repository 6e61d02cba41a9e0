import type { FactoryProvider } from '@nestjs/common';
import { InstrumentStore, RateReader } from '@tape/persistence';
import { BAR_RATE_DELAY_MS } from '@tape/risk-rules';
import { SERVICE_CONFIG } from '@tape/service';
import { DataSource } from 'typeorm';
import { AccountSnapshots } from './account-snapshots.js';
import type { ExecutionConfig } from './config.js';

/** On paper and live alike. */
export const accountSnapshots: FactoryProvider<AccountSnapshots> = {
  provide: AccountSnapshots,
  inject: [DataSource, InstrumentStore, SERVICE_CONFIG],
  useFactory: (database: DataSource, instruments: InstrumentStore, config: ExecutionConfig) =>
    new AccountSnapshots({
      sql: database,
      instruments,
      rates: new RateReader(database, BAR_RATE_DELAY_MS),
      everyMs: config.SNAPSHOT_SECONDS * 1_000,
      nowMs: () => Date.now(),
    }),
};
