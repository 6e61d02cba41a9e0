import type { SignalStatus, TradeSignal } from '@tape/contracts';
import { Entity, Index } from 'typeorm';
import { FlagColumn, FloatColumn, JsonColumn, TextColumn, TimeColumn } from './column.js';

/** A trade signal and its place in the queue. Written by signal. */
@Entity('signals')
@Index('signals_pattern_id', ['patternId'], { unique: true })
@Index('signals_queue', { synchronize: false })
@Index('signals_symbol_created_at', { synchronize: false })
@Index('signals_created_at', { synchronize: false })
@Index('signals_lease', ['leaseExpiresAtMs'], { where: `status = 'CLAIMED'` })
export class SignalEntity {
  @TextColumn({ primary: true }) id!: string;
  @TextColumn() patternId!: string;
  @TextColumn() symbol!: string;
  @TextColumn() timeframe!: string;
  @TextColumn() pattern!: string;
  @TextColumn() direction!: string;
  @TextColumn() status!: SignalStatus;
  @FloatColumn() priority!: number;
  @TimeColumn('bar_time') barTimeMs!: number;
  @TimeColumn('created_at') createdAtMs!: number;
  @TimeColumn('expires_at') expiresAtMs!: number;
  @TextColumn({ nullable: true }) claimedBy!: string | null;
  /** Wall clock: a lease is about the claimer, not about the market. */
  @TimeColumn('lease_expires_at', { nullable: true }) leaseExpiresAtMs!: number | null;
  @FlagColumn({ default: 'false' }) acknowledged!: boolean;
  @JsonColumn() content!: TradeSignal;
  /** Wall clock, for measuring how long the way here took. */
  @TimeColumn('recorded_at', { default: 'now()' }) recordedAtMs!: number;
}
