import { Entity, Index } from 'typeorm';
import { TextColumn, TimeColumn } from './column.js';

/** A browser that wants to be told. Written by notification. */
@Entity('push_subscriptions')
@Index('push_subscriptions_created_at', ['createdAtMs'])
export class PushSubscriptionEntity {
  /** Hash of the endpoint. */
  @TextColumn({ primary: true }) id!: string;
  @TextColumn() endpoint!: string;
  @TextColumn() p256dh!: string;
  /** Secret of the browser: with it messages to it can be written. */
  @TextColumn() auth!: string;
  @TextColumn() subscribedBy!: string;
  @TimeColumn('created_at', { default: 'now()' }) createdAtMs!: number;
}
