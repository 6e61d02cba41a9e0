import type { RejectedSignal } from '@tape/contracts';
import { Entity, Index } from 'typeorm';
import { FlagColumn, JsonColumn, TextColumn, TimeColumn } from './column.js';

/** A candidate that became no trade, and why. Written by signal. */
@Entity('rejected_signals')
@Index('rejected_signals_symbol_rejected_at', { synchronize: false })
@Index('rejected_signals_rejected_at', { synchronize: false })
@Index('rejected_signals_stage', ['stage'])
export class RejectedSignalEntity {
  @TextColumn({ primary: true }) id!: string;
  @TextColumn() patternId!: string;
  @TextColumn() symbol!: string;
  @TextColumn() timeframe!: string;
  @TextColumn() pattern!: string;
  @TextColumn() stage!: string;
  @TextColumn() reason!: string;
  @FlagColumn() nearMiss!: boolean;
  @TimeColumn('bar_time') barTimeMs!: number;
  @TimeColumn('rejected_at') rejectedAtMs!: number;
  @JsonColumn() content!: RejectedSignal;
  @TimeColumn('recorded_at', { default: 'now()' }) recordedAtMs!: number;
}
