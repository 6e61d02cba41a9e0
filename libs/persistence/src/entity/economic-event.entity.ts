import { Check, Entity, Index } from 'typeorm';
import { TextColumn, TimeColumn } from './column.js';

/** A release that moves a currency. Written by ingest. */
@Entity('economic_events')
@Check('economic_events_kind', `kind in ('NFP', 'FOMC', 'ECB', 'BOJ', 'CPI', 'GDP', 'UNEMPLOYMENT')`)
@Index('economic_events_currency_at', ['currency', 'atMs'])
export class EconomicEventEntity {
  @TextColumn({ primary: true }) kind!: string;
  @TextColumn({ primary: true }) currency!: string;
  @TimeColumn('at', { primary: true }) atMs!: number;
  @TextColumn() source!: string;
}
