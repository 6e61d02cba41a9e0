import { Entity } from 'typeorm';
import { TextColumn, TimeColumn } from './column.js';

/** When a company reports. Written by ingest. */
@Entity('earnings_dates')
export class EarningsDateEntity {
  @TextColumn({ primary: true }) symbol!: string;
  @TimeColumn('at', { primary: true }) atMs!: number;
  @TextColumn() source!: string;
}
