import { Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { FlagColumn, TextColumn, TimeColumn } from './column.js';

/** An event that was decided on but is not yet published. Written through `Outbox`, removed by `OutboxRelay`. */
@Entity('outbox')
@Index('outbox_service_message_id', ['service', 'messageId'], { unique: true })
@Index('outbox_service_id', ['service', 'id'])
export class OutboxRowEntity {
  @PrimaryGeneratedColumn({ type: 'bigint' }) id!: number;
  @TextColumn() service!: string;
  @TextColumn() subject!: string;
  @TextColumn() messageId!: string;
  @FlagColumn() durable!: boolean;
  /** The CloudEvent, JSON text: published exactly as it was decided. */
  @TextColumn() envelope!: string;
  @TimeColumn('created_at', { default: 'now()' }) createdAtMs!: number;
}
