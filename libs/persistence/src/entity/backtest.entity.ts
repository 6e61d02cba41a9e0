import { Entity, Index } from 'typeorm';
import { JsonColumn, TextColumn, TimeColumn } from './column.js';

/** A backtest that was asked for. Written by backtest. */
@Entity('backtests')
@Index('backtests_created_at', ['createdAtMs'])
export class BacktestEntity {
  @TextColumn({ primary: true }) id!: string;
  @JsonColumn() request!: unknown;
  @TextColumn() status!: string;
  @JsonColumn({ nullable: true }) result!: unknown;
  @TimeColumn('created_at', { default: 'now()' }) createdAtMs!: number;
  @TimeColumn('finished_at', { nullable: true }) finishedAtMs!: number | null;
}
