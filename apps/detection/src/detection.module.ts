import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Module } from '@nestjs/common';
import { BrokerConnection, EventPublisher, MessagingModule } from '@tape/messaging';
import type { Logger } from '@tape/observability';
import { BarStore, InstrumentStore, PersistenceModule } from '@tape/persistence';
import { LOGGER, Readiness, SERVICE_CONFIG } from '@tape/service';
import { CLASSIC_CONFIG, loadDetectorPlugins, STRICT_CONFIG } from '@tape/wyckoff';
import { DataSource } from 'typeorm';
import { AnalysisRepository } from './analysis.repository.js';
import { BAR_INGESTED_PARTS, BarIngestedHandler, type BarIngestedParts } from './bar-ingested.handler.js';
import type { DetectionConfig } from './config.js';
import { SeriesAnalyzers } from './series-analyzers.js';
import { SymbolStates } from './symbol-states.js';

/** A plug-in's file as a module; a relative path counts from the working directory. */
function importFile(path: string): Promise<unknown> {
  return import(pathToFileURL(resolve(path)).href);
}

@Module({
  imports: [MessagingModule.forService('detection'), PersistenceModule.forService('detection')],
  controllers: [BarIngestedHandler],
  providers: [
    {
      provide: SymbolStates,
      inject: [BrokerConnection, EventPublisher, LOGGER],
      useFactory: async (connection: BrokerConnection, publisher: EventPublisher, logger: Logger) => {
        const states = new SymbolStates(connection, publisher, logger);
        await states.watch();
        return states;
      },
    },
    {
      provide: BAR_INGESTED_PARTS,
      inject: [DataSource, BarStore, InstrumentStore, EventPublisher, SymbolStates, SERVICE_CONFIG, Readiness],
      useFactory: async (
        database: DataSource,
        bars: BarStore,
        instruments: InstrumentStore,
        publisher: EventPublisher,
        states: SymbolStates,
        config: DetectionConfig,
        readiness: Readiness,
      ): Promise<BarIngestedParts> => {
        const repository = new AnalysisRepository(database);
        const plugins = await loadDetectorPlugins(config.DETECTOR_PLUGINS, importFile);
        const analysis = config.ANALYSIS_PROFILE === 'strict' ? STRICT_CONFIG : CLASSIC_CONFIG;
        const analyzers = new SeriesAnalyzers(repository, bars, analysis, {
          plugins,
          higherTimeframes: config.HIGHER_TIMEFRAME,
        });
        readiness.onDrain(() => analyzers.close());
        return {
          repository,
          analyzers,
          publisher,
          instruments,
          states,
          snapshotEveryBars: config.SNAPSHOT_EVERY_BARS,
        };
      },
    },
  ],
})
export class DetectionModule {}
