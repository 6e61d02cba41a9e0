import { Entity } from 'typeorm';
import { DecimalColumn, FlagColumn, TextColumn } from './column.js';

/** What is traded. Written by ingest. */
@Entity('instruments')
export class InstrumentEntity {
  @TextColumn({ primary: true }) symbol!: string;
  @TextColumn() assetClass!: string;
  @DecimalColumn() tickSize!: string;
  @DecimalColumn() quantityStep!: string;
  @TextColumn() unit!: string;
  @DecimalColumn() contractSize!: string;
  @TextColumn() volumeSource!: string;
  @TextColumn({ nullable: true }) sector!: string | null;
  @FlagColumn({ default: 'false' }) simulated!: boolean;
}
