import { Entity, Index } from 'typeorm';
import { IntegerColumn, TextColumn, TimeColumn } from './column.js';

/** A request that may come twice, and what it was answered. Written by the gateway. */
@Entity('idempotency_keys')
@Index('idempotency_keys_created_at', ['createdAtMs'])
export class IdempotencyKeyEntity {
  @TextColumn({ primary: true }) actor!: string;
  @TextColumn({ primary: true }) key!: string;
  @TextColumn() requestSha256!: string;
  /** Null while the first request is at work. */
  @IntegerColumn({ nullable: true }) status!: number | null;
  /** JSON; null also for an answer without a body. */
  @TextColumn({ nullable: true }) body!: string | null;
  @TimeColumn('created_at', { default: 'now()' }) createdAtMs!: number;
}
