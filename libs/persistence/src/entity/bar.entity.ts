import { Entity } from 'typeorm';
import { DecimalColumn, TextColumn, TimeColumn } from './column.js';

/** One accepted bar. Partitioned by year of open time; written by ingest through `BarStore`, which is far faster than row by row. */
@Entity('bars')
export class BarEntity {
  @TextColumn({ primary: true }) symbol!: string;
  @TextColumn({ primary: true }) timeframe!: string;
  @TimeColumn('open_time', { primary: true }) openTimeMs!: number;
  @DecimalColumn() open!: string;
  @DecimalColumn() high!: string;
  @DecimalColumn() low!: string;
  @DecimalColumn() close!: string;
  @DecimalColumn() volume!: string;
  @TextColumn() source!: string;
}
