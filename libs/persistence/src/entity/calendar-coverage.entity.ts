import { Check, Entity } from 'typeorm';
import { TextColumn, TimeColumn } from './column.js';

/** From when to when everything of a kind is known of a symbol or currency. Intervals of one kind and subject never touch. Written by ingest. */
@Entity('calendar_coverage')
@Check('calendar_coverage_order', 'known_from <= known_to')
export class CalendarCoverageEntity {
  /** EARNINGS, or the kind of an economic event. */
  @TextColumn({ primary: true }) kind!: string;
  /** Symbol for EARNINGS, currency for the others. */
  @TextColumn({ primary: true }) subject!: string;
  @TimeColumn('known_from', { primary: true }) knownFromMs!: number;
  @TimeColumn('known_to') knownToMs!: number;
}
