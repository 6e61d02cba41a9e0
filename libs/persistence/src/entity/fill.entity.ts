import { Entity, ForeignKey, Index } from 'typeorm';
import { DecimalColumn, TextColumn, TimeColumn } from './column.js';
import { OrderEntity } from './order.entity.js';

/** Units that changed hands at a price. Written by execution. */
@Entity('fills')
@Index('fills_client_order_id', ['clientOrderId'])
export class FillEntity {
  @TextColumn({ primary: true }) id!: string;
  @ForeignKey(() => OrderEntity, { name: 'fills_order' })
  @TextColumn()
  clientOrderId!: string;
  @DecimalColumn() quantity!: string;
  @DecimalColumn() price!: string;
  @DecimalColumn() fees!: string;
  @TimeColumn('at') atMs!: number;
}
