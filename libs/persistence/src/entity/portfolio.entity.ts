import { Check, Entity } from 'typeorm';
import { DateColumn, DecimalColumn, IntegerColumn, TextColumn, TimeColumn } from './column.js';

export type TradingState = 'ACTIVE' | 'REDUCING' | 'HALTED';

/** The account, one row; locked while a candidate is assessed, so that concurrent ones cannot pass together. Written by risk. */
@Entity('portfolios')
@Check('portfolios_trading_state', `trading_state in ('ACTIVE', 'REDUCING', 'HALTED')`)
export class PortfolioEntity {
  @TextColumn({ primary: true }) id!: string;
  @DecimalColumn() initialEquity!: string;
  @TextColumn({ default: `'ACTIVE'` }) tradingState!: TradingState;
  @TextColumn({ nullable: true }) stateReason!: string | null;
  @IntegerColumn({ default: 0 }) stateRevision!: number;
  @DecimalColumn() peakEquity!: string;
  /** Where its days begin and end, IANA name. */
  @TextColumn({ default: `'UTC'` }) zone!: string;
  /** Day the daily loss is counted for, `YYYY-MM-DD`. */
  @DateColumn({ nullable: true }) tradingDay!: string | null;
  @DecimalColumn({ nullable: true }) dayStartEquity!: string | null;
  @DecimalColumn() equity!: string;
  @TimeColumn('marked_at', { nullable: true }) markedAtMs!: number | null;
  /** Counts what was decided on the account: who decides on an older one is found out. */
  @IntegerColumn({ default: 0 }) version!: number;
}
