import { setTimeout as sleep } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { EventPublisher, MessagingModule, RpcClient } from '@tape/messaging';
import type { Logger } from '@tape/observability';
import { CalendarReader, InstrumentStore, Outbox, PersistenceModule } from '@tape/persistence';
import { LivePatience, LOGGER, Readiness, SERVICE_CONFIG } from '@tape/service';
import { calendarAt, calendarSubjects } from '@tape/validation';
import { DataSource } from 'typeorm';
import { blockedUntilMs } from './campaign-block.js';
import type { ValidationConfig } from './config.js';
import { ContextReader } from './context-reader.js';
import { Judgement } from './judgement.js';
import { PATTERN_PARTS, PatternHandler, type PatternParts } from './pattern.handler.js';
import { ProposalController } from './proposal.controller.js';
import { RiskDesk } from './risk-desk.js';
import { VerdictStore } from './verdict-store.repository.js';

const CONTEXT_READER = Symbol('CONTEXT_READER');
/** Fires when the service begins to stop. */
const STOPPING = Symbol('STOPPING');

const CLOCK = {
  nowMs: () => Date.now(),
  // Without a reference: a wait for something that answers late must not hold up the end of the process.
  sleep: (ms: number) => sleep(ms, undefined, { ref: false }),
};

@Module({
  imports: [MessagingModule.forService('validation-chain'), PersistenceModule.forService('validation-chain')],
  controllers: [PatternHandler, ProposalController],
  providers: [
    {
      provide: STOPPING,
      inject: [Readiness],
      useFactory: (readiness: Readiness): AbortSignal => {
        const stopping = new AbortController();
        readiness.onDrain(() => stopping.abort());
        return stopping.signal;
      },
    },
    {
      provide: CONTEXT_READER,
      inject: [DataSource, InstrumentStore, SERVICE_CONFIG, STOPPING, LOGGER],
      useFactory: (
        database: DataSource,
        instruments: InstrumentStore,
        config: ValidationConfig,
        stopping: AbortSignal,
        logger: Logger,
      ): ContextReader => {
        const calendars = new CalendarReader(database);
        return new ContextReader({
          sources: {
            instrument: ({ symbol }) => instruments.of(symbol),
            calendar: async (pattern) => calendarAt(await calendars.read(calendarSubjects(pattern)), pattern),
            campaignBlockedUntilMs: (pattern) => blockedUntilMs(database, pattern),
          },
          timeoutMs: config.CONTEXT_TIMEOUT_MS,
          clock: CLOCK,
          stopping,
          logger,
        });
      },
    },
    {
      provide: PATTERN_PARTS,
      inject: [DataSource, Outbox, EventPublisher, RpcClient, SERVICE_CONFIG, CONTEXT_READER, STOPPING],
      useFactory: (
        database: DataSource,
        outbox: Outbox,
        publisher: EventPublisher,
        rpc: RpcClient,
        config: ValidationConfig,
        context: ContextReader,
        stopping: AbortSignal,
      ): PatternParts => ({
        judgement: new Judgement({
          context,
          risk: new RiskDesk(rpc, CLOCK, stopping),
          profile: config.ANALYSIS_PROFILE,
          livePatience: new LivePatience(config.RISK_LIVE_PATIENCE_MS, CLOCK.nowMs),
          patienceMs: config.RISK_PATIENCE_MS,
        }),
        store: new VerdictStore(database, outbox),
        outbox,
        database,
        publisher,
      }),
    },
  ],
})
export class ValidationChainModule {}
