import { Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { JsonColumn, TextColumn, TimeColumn } from './column.js';

/** Who changed what, from what to what, and why. Append only; each service writes its own entries. */
@Entity('audit_log')
@Index('audit_log_at', ['atMs'])
@Index('audit_log_subject', ['subject'])
export class AuditEntryEntity {
  @PrimaryGeneratedColumn({ type: 'bigint' }) id!: number;
  @TimeColumn('at', { default: 'now()' }) atMs!: number;
  @TextColumn() actor!: string;
  @TextColumn() action!: string;
  @TextColumn() subject!: string;
  @JsonColumn({ nullable: true }) before!: unknown;
  @JsonColumn({ nullable: true }) after!: unknown;
  @TextColumn({ nullable: true }) note!: string | null;
}
