import { Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { FlagColumn, IntegerColumn, TextColumn, TimeColumn } from './column.js';
import { NotificationEntity } from './notification.entity.js';

/** One attempt to send a notification, and what came of it. Written by notification. */
@Entity('notification_deliveries')
@Index('notification_deliveries_notification_id', ['notificationId'])
export class NotificationDeliveryEntity {
  @PrimaryGeneratedColumn({ type: 'bigint' }) id!: number;
  @ForeignKey(() => NotificationEntity, { name: 'notification_deliveries_notification', onDelete: 'CASCADE' })
  @TextColumn()
  notificationId!: string;
  @IntegerColumn() attempt!: number;
  @TimeColumn('at', { default: 'now()' }) atMs!: number;
  @FlagColumn() ok!: boolean;
  @TextColumn() outcome!: string;
  /** Of HTTP or SMTP; null when there was no answer. */
  @IntegerColumn({ nullable: true }) statusCode!: number | null;
  @TextColumn({ nullable: true }) error!: string | null;
  @IntegerColumn({ nullable: true }) latencyMs!: number | null;
}
