import type { PatternDetected } from '@tape/contracts';
import { Entity, Index } from 'typeorm';
import { IntegerColumn, JsonColumn, TextColumn, TimeColumn } from './column.js';

/** A tradable candidate. Written by detection. */
@Entity('patterns')
@Index('patterns_series_known_at', ['symbol', 'timeframe', 'knownAtMs'])
@Index('patterns_known_at', ['knownAtMs'])
export class PatternEntity {
  @TextColumn({ primary: true }) id!: string;
  @TextColumn() symbol!: string;
  @TextColumn() timeframe!: string;
  @TextColumn() pattern!: string;
  @TimeColumn('event_time') eventTimeMs!: number;
  @TimeColumn('known_at') knownAtMs!: number;
  @IntegerColumn() confidence!: number;
  @JsonColumn() content!: PatternDetected;
}
