import { type DynamicModule, Global, Module } from '@nestjs/common';
import { SeriesProgress, type SeriesThrough } from '@tape/persistence';
import { DataSource } from 'typeorm';
import { Readiness } from '../health/readiness.js';
import { CoalescedWrites } from './coalesced-writes.js';
import { type GatedStage, WatermarkGate } from './watermark-gate.js';
import { HEARING } from './watermark.controllers.js';

/** Injection token of the {@link CoalescedWrites} that move this service's own stage forward. */
export const PROGRESS_WRITES = Symbol('PROGRESS_WRITES');

/** For services that act in bar order: how far the others are, and how far this one is. */
@Global()
@Module({})
export class WatermarkModule {
  /**
   * @param hears the stages this service waits for.
   * @param gatherMs see {@link CoalescedWrites}.
   */
  static forStage(stage: GatedStage, hears: readonly GatedStage[], gatherMs = 0): DynamicModule {
    return {
      module: WatermarkModule,
      controllers: hears.map((each) => HEARING[each]),
      providers: [
        {
          provide: WatermarkGate,
          inject: [DataSource, SeriesProgress, Readiness],
          useFactory: (database: DataSource, progress: SeriesProgress, readiness: Readiness) => {
            const gate = new WatermarkGate({ read: (of, series) => progress.read(database, of, series) });
            readiness.onDrain(() => gate.close());
            return gate;
          },
        },
        {
          provide: PROGRESS_WRITES,
          inject: [DataSource, SeriesProgress],
          useFactory: (database: DataSource, progress: SeriesProgress) =>
            new CoalescedWrites<SeriesThrough>((rows) => progress.advance(database, stage, rows), gatherMs),
        },
      ],
      exports: [WatermarkGate, PROGRESS_WRITES],
    };
  }
}
