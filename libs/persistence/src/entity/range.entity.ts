import type { RangeDetected } from '@tape/contracts';
import { Entity, Index } from 'typeorm';
import { JsonColumn, TextColumn, TimeColumn } from './column.js';

/** A trading range in its newest state. Written by detection. */
@Entity('ranges')
@Index('ranges_series_known_at', ['symbol', 'timeframe', 'knownAtMs'])
export class RangeEntity {
  @TextColumn({ primary: true }) id!: string;
  @TextColumn() symbol!: string;
  @TextColumn() timeframe!: string;
  @TextColumn({ nullable: true }) side!: string | null;
  @TextColumn() state!: string;
  @TimeColumn('start_time') startTimeMs!: number;
  @TimeColumn('known_at') knownAtMs!: number;
  @JsonColumn() content!: RangeDetected;
}
