import { Check, Entity } from 'typeorm';
import { DecimalColumn, TextColumn, TimeColumn } from './column.js';

/** One unit of base cost `rate` of quote, known from `at` on. Written by ingest. */
@Entity('forex_rates')
@Check('forex_rates_rate', 'rate > 0')
@Check('forex_rates_pair', 'base <> quote')
export class ForexRateEntity {
  @TextColumn({ primary: true }) base!: string;
  @TextColumn({ primary: true }) quote!: string;
  @TimeColumn('at', { primary: true }) atMs!: number;
  @DecimalColumn() rate!: string;
}
