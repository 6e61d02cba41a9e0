import { setTimeout as sleep } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { EventPublisher, MessagingModule, RpcClient } from '@tape/messaging';
import { InstrumentStore, Outbox, PersistenceModule } from '@tape/persistence';
import { SERVICE_CONFIG } from '@tape/service';
import { DataSource } from 'typeorm';
import type { ValidationConfig } from './config.js';
import { Judgement } from './judgement.js';
import { PATTERN_PARTS, PatternHandler, type PatternParts } from './pattern.handler.js';
import { RiskDesk } from './risk-desk.js';
import { VerdictStore } from './verdict-store.repository.js';

@Module({
  imports: [MessagingModule.forService('validation-chain'), PersistenceModule.forService('validation-chain')],
  controllers: [PatternHandler],
  providers: [
    {
      provide: PATTERN_PARTS,
      inject: [DataSource, InstrumentStore, Outbox, EventPublisher, RpcClient, SERVICE_CONFIG],
      useFactory: (
        database: DataSource,
        instruments: InstrumentStore,
        outbox: Outbox,
        publisher: EventPublisher,
        rpc: RpcClient,
        config: ValidationConfig,
      ): PatternParts => {
        const clock = { nowMs: () => Date.now(), sleep: (ms: number) => sleep(ms) };
        const risk = new RiskDesk(rpc, config.RISK_PATIENCE_MS, clock);
        return {
          judgement: new Judgement({ database, instruments, risk, profile: config.ANALYSIS_PROFILE }),
          store: new VerdictStore(database, outbox),
          outbox,
          database,
          publisher,
        };
      },
    },
  ],
})
export class ValidationChainModule {}
