import { Check, Entity, Index } from 'typeorm';
import { IntegerColumn, JsonColumn, TextColumn, TimeColumn } from './column.js';

/** A message to one receiver, until it is sent and afterwards. Its id is the hash of what, how and to whom. Written by notification. */
@Entity('notifications')
@Check('notifications_state', `state in ('PENDING', 'SENDING', 'FAILED', 'SENT', 'DEAD', 'UNKNOWN', 'DROPPED')`)
@Index('notifications_waiting', ['channel', 'nextAttemptAtMs'], { where: `state in ('PENDING', 'FAILED')` })
@Index('notifications_lease', ['leaseExpiresAtMs'], { where: `state = 'SENDING'` })
@Index('notifications_created_at', ['createdAtMs'])
@Index('notifications_notice_key', ['noticeKey'])
export class NotificationEntity {
  @TextColumn({ primary: true }) id!: string;
  /** The event it tells of, or the quiet period. */
  @TextColumn() noticeKey!: string;
  @TextColumn() kind!: string;
  @TextColumn() severity!: string;
  @TextColumn() channel!: string;
  /** The receiver where a channel has several: a telephone number, a browser. */
  @TextColumn() target!: string;
  @JsonColumn() payload!: unknown;
  @TextColumn({ default: `'PENDING'` }) state!: string;
  @IntegerColumn({ default: 0 }) attempts!: number;
  @IntegerColumn() attemptLimit!: number;
  @TimeColumn('next_attempt_at', { default: 'now()' }) nextAttemptAtMs!: number;
  /** While SENDING: when the attempt counts as interrupted. */
  @TimeColumn('lease_expires_at', { nullable: true }) leaseExpiresAtMs!: number | null;
  @TimeColumn('created_at', { default: 'now()' }) createdAtMs!: number;
  @TimeColumn('updated_at', { default: 'now()' }) updatedAtMs!: number;
}
