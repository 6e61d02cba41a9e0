import { Check, Entity } from 'typeorm';
import { FlagColumn, IntegerColumn, JsonColumn, TextColumn, TimeColumn } from './column.js';

/** Which strategies are switched on; one without a row is off. Written by strategy. */
@Entity('strategies')
export class StrategyEntity {
  @TextColumn({ primary: true }) id!: string;
  @FlagColumn() enabled!: boolean;
  @TextColumn() changedBy!: string;
  @TimeColumn('changed_at', { default: 'now()' }) changedAtMs!: number;
}

/** A series on which strategies work. Written by strategy; execution waits for it where it is covered. */
@Entity('strategy_series')
export class StrategySeriesEntity {
  @TextColumn({ primary: true }) symbol!: string;
  @TextColumn({ primary: true }) timeframe!: string;
  @FlagColumn() covered!: boolean;
  /** Open time of the newest bar whose proposals are decided. */
  @TimeColumn('through', { nullable: true }) throughMs!: number | null;
  /** Open time of the newest bar with a proposal or an exit. */
  @TimeColumn('news', { nullable: true }) newsMs!: number | null;
}

/** A strategy at work on a series, as it stood after its newest bar. Written by strategy. */
@Entity('strategy_instances')
@Check('strategy_instances_state', `state in ('RUNNING', 'ERROR', 'QUARANTINED')`)
export class StrategyInstanceEntity {
  @TextColumn({ primary: true }) strategyId!: string;
  @TextColumn({ primary: true }) symbol!: string;
  @TextColumn({ primary: true }) timeframe!: string;
  @TextColumn() state!: string;
  @TextColumn({ nullable: true }) reason!: string | null;
  @IntegerColumn({ default: 0 }) failures!: number;
  @TimeColumn('retry_at', { nullable: true }) retryAtMs!: number | null;
  @TimeColumn('through', { nullable: true }) throughMs!: number | null;
  @JsonColumn({ nullable: true }) snapshot!: unknown;
  /** Proposals that are not over yet. */
  @JsonColumn() trades!: unknown;
  @TimeColumn('updated_at', { default: 'now()' }) updatedAtMs!: number;
}

/** The tier of the account, one row. Written by strategy. */
@Entity('strategy_account')
@Check('strategy_account_tier', `tier in ('SNIPER', 'HUNTER', 'STRATEGIST')`)
export class StrategyAccountEntity {
  @TextColumn({ primary: true }) id!: string;
  @TextColumn() tier!: string;
  @TimeColumn('out_since', { nullable: true }) outSinceMs!: number | null;
}
