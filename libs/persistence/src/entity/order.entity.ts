import { Entity, Index } from 'typeorm';
import { DecimalColumn, IntegerColumn, TextColumn, TimeColumn } from './column.js';

/** An order, written before it is sent. Written by execution. */
@Entity('orders')
@Index('orders_series_state', ['symbol', 'timeframe', 'state'])
@Index('orders_signal_id', ['signalId'])
@Index('orders_campaign_id', ['campaignId'])
@Index('orders_created_at', ['createdAtMs'])
@Index('orders_open_at_broker', ['broker'], {
  where: `broker is not null and state not in ('FILLED', 'CANCELLED', 'REJECTED')`,
})
export class OrderEntity {
  @TextColumn({ primary: true }) clientOrderId!: string;
  @TextColumn() signalId!: string;
  @TextColumn() campaignId!: string;
  @TextColumn() symbol!: string;
  @TextColumn() timeframe!: string;
  @TextColumn() purpose!: string;
  @TextColumn() buySell!: string;
  @DecimalColumn() quantity!: string;
  @TextColumn() state!: string;
  @DecimalColumn({ default: 0 }) filledQuantity!: string;
  @DecimalColumn({ nullable: true }) averagePrice!: string | null;
  @DecimalColumn({ default: 0 }) fees!: string;
  @TextColumn({ nullable: true }) reason!: string | null;
  @TimeColumn('created_at') createdAtMs!: number;
  @TimeColumn('updated_at') updatedAtMs!: number;
  /** Null for an order on paper. */
  @TextColumn({ nullable: true }) broker!: string | null;
  @TextColumn({ default: `'MARKET'` }) orderType!: string;
  @DecimalColumn({ nullable: true }) price!: string | null;
  @TextColumn({ nullable: true }) brokerOrderId!: string | null;
  @TimeColumn('sent_at', { nullable: true }) sentAtMs!: number | null;
  @TextColumn({ nullable: true }) cancelBecause!: string | null;
  @IntegerColumn({ default: 0 }) failures!: number;
}
