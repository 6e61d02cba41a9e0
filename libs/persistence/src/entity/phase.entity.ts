import type { PhaseDetected } from '@tape/contracts';
import { Entity, Index } from 'typeorm';
import { JsonColumn, TextColumn, TimeColumn } from './column.js';

/** One recognised event and the phase after it. Written by detection. */
@Entity('phases')
@Index('phases_series_known_at', ['symbol', 'timeframe', 'knownAtMs'])
export class PhaseEntity {
  @TextColumn({ primary: true }) id!: string;
  @TextColumn() symbol!: string;
  @TextColumn() timeframe!: string;
  @TextColumn({ nullable: true }) side!: string | null;
  @TextColumn({ nullable: true }) phase!: string | null;
  @TextColumn({ nullable: true }) event!: string | null;
  @TimeColumn('event_time') eventTimeMs!: number;
  @TimeColumn('known_at') knownAtMs!: number;
  @JsonColumn() content!: PhaseDetected;
}
