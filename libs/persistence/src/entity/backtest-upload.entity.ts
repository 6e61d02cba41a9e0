import { Entity, Index } from 'typeorm';
import { IntegerColumn, JsonColumn, TextColumn, TimeColumn } from './column.js';

/** A part of a file whose bars only backtests may read; kept for a day. Written by backtest. */
@Entity('backtest_uploads')
@Index('backtest_uploads_created_at', ['createdAtMs'])
export class BacktestUploadEntity {
  @TextColumn({ primary: true }) id!: string;
  /** From 0, oldest bars first. */
  @IntegerColumn({ primary: true }) part!: number;
  @TextColumn() symbol!: string;
  @TextColumn() timeframe!: string;
  /** As they are sent to backtest: checked, decimal text. */
  @JsonColumn() bars!: unknown;
  @TimeColumn('created_at', { default: 'now()' }) createdAtMs!: number;
}
