import { Entity, Index } from 'typeorm';
import { IntegerColumn, JsonColumn, TextColumn, TimeColumn } from './column.js';

/** A backtest that was asked for. Written by backtest. */
@Entity('backtests')
@Index('backtests_created_at', ['createdAtMs'])
@Index('backtests_unfinished', ['leaseUntilMs'], { where: 'finished_at IS NULL' })
export class BacktestEntity {
  @TextColumn({ primary: true }) id!: string;
  @JsonColumn() request!: unknown;
  /** SINGLE, SWEEP or WALK_FORWARD. */
  @TextColumn({ default: "'SINGLE'" }) kind!: string;
  /** QUEUED, RUNNING, DONE, CANCELLED or FAILED. */
  @TextColumn() status!: string;
  /** Bars of the run; null of runs kept before they were counted. */
  @IntegerColumn({ nullable: true }) bars!: number | null;
  @JsonColumn({ nullable: true }) result!: unknown;
  /** The few figures that lists show. */
  @JsonColumn({ nullable: true }) figures!: unknown;
  /** Code and message of one that failed. */
  @JsonColumn({ nullable: true }) error!: unknown;
  /** Until when the process that works it has said to be alive; past it, the run is a dead one's. */
  @TimeColumn('lease_until', { nullable: true }) leaseUntilMs!: number | null;
  @TimeColumn('created_at', { default: 'now()' }) createdAtMs!: number;
  @TimeColumn('finished_at', { nullable: true }) finishedAtMs!: number | null;
}
