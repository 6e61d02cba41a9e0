import { Check, Entity } from 'typeorm';
import { TextColumn, TimeColumn } from './column.js';
import type { TradingState } from './portfolio.entity.js';

/** What one engine or one symbol may do; who is not listed may do everything. Written by risk. */
@Entity('trading_restrictions')
@Check('trading_restrictions_level', `level in ('ENGINE', 'SYMBOL')`)
@Check('trading_restrictions_state', `state in ('ACTIVE', 'REDUCING', 'HALTED')`)
export class TradingRestrictionEntity {
  @TextColumn({ primary: true }) level!: 'ENGINE' | 'SYMBOL';
  @TextColumn({ primary: true }) name!: string;
  @TextColumn() state!: TradingState;
  @TextColumn() reason!: string;
  @TextColumn() changedBy!: string;
  @TimeColumn('changed_at') changedAtMs!: number;
}
