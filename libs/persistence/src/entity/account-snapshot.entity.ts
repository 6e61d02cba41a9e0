import { Entity } from 'typeorm';
import { DecimalColumn, IntegerColumn, TimeColumn } from './column.js';

/** The account as it stood once a minute, by the clock. Written by execution. */
@Entity('account_snapshots')
export class AccountSnapshotEntity {
  @TimeColumn('at', { primary: true }) atMs!: number;
  /** First equity, with all that was gained since and what open positions would bring. Account currency. */
  @DecimalColumn() equity!: string;
  @DecimalColumn() realisedPnl!: string;
  @DecimalColumn() unrealisedPnl!: string;
  @DecimalColumn() fees!: string;
  @IntegerColumn() openPositions!: number;
}
