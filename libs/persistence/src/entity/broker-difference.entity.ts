import { Check, Entity, Index } from 'typeorm';
import { TextColumn, TimeColumn } from './column.js';

/** Something on which broker and books do not agree, and what an operator made of it. Written by execution. */
@Entity('broker_differences')
@Index('broker_differences_open', ['broker'], { where: `status = 'OPEN'` })
@Check('broker_differences_kind', `kind in ('POSITION', 'UNKNOWN_ORDER', 'MISSING_ORDER')`)
@Check('broker_differences_status', `status in ('OPEN', 'EXPLAINED', 'ADOPTED', 'FLATTENED', 'GONE')`)
export class BrokerDifferenceEntity {
  @TextColumn({ primary: true }) id!: string;
  @TextColumn() broker!: string;
  @TextColumn() kind!: string;
  @TextColumn() subject!: string;
  @TextColumn() ours!: string;
  @TextColumn() theirs!: string;
  @TextColumn({ default: `'OPEN'` }) status!: string;
  @TextColumn({ nullable: true }) note!: string | null;
  @TextColumn({ nullable: true }) resolvedBy!: string | null;
  @TimeColumn('found_at') foundAtMs!: number;
  @TimeColumn('resolved_at', { nullable: true }) resolvedAtMs!: number | null;
}
