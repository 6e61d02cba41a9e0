import type { CustomDetected } from '@tape/contracts';
import { Entity, Index } from 'typeorm';
import { JsonColumn, TextColumn, TimeColumn } from './column.js';

/** What a detector plug-in found; no stage acts on it. Written by detection. */
@Entity('custom_events')
@Index('custom_events_series_known_at', ['symbol', 'timeframe', 'knownAtMs'])
export class CustomEventEntity {
  @TextColumn({ primary: true }) id!: string;
  @TextColumn() symbol!: string;
  @TextColumn() timeframe!: string;
  @TextColumn() detector!: string;
  @TimeColumn('event_time') eventTimeMs!: number;
  @TimeColumn('known_at') knownAtMs!: number;
  @JsonColumn() content!: CustomDetected;
}
