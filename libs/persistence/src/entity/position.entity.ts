import { Entity, Index } from 'typeorm';
import { DecimalColumn, JsonColumn, TextColumn, TimeColumn } from './column.js';

/** What is held, or was. Written by execution. */
@Entity('positions')
@Index('positions_signal_id', ['signalId'], { unique: true })
@Index('positions_open', ['symbol', 'timeframe'], { where: 'closed_at is null' })
@Index('positions_campaign_id', ['campaignId'])
@Index('positions_opened_at', ['openedAtMs'])
export class PositionEntity {
  @TextColumn({ primary: true }) id!: string;
  @TextColumn() signalId!: string;
  @TextColumn() campaignId!: string;
  @TextColumn() symbol!: string;
  @TextColumn() timeframe!: string;
  @TextColumn() direction!: string;
  @DecimalColumn() quantity!: string;
  @DecimalColumn() initialQuantity!: string;
  @DecimalColumn() entryPrice!: string;
  @DecimalColumn() stop!: string;
  @JsonColumn() targets!: unknown;
  @JsonColumn() guard!: unknown;
  @JsonColumn({ nullable: true }) trail!: unknown;
  @DecimalColumn() initialRisk!: string;
  @DecimalColumn({ nullable: true }) exitPrice!: string | null;
  @TextColumn({ nullable: true }) exitReason!: string | null;
  @DecimalColumn({ default: 0 }) realisedPnl!: string;
  @DecimalColumn({ default: 0 }) fees!: string;
  @DecimalColumn({ nullable: true }) rMultiple!: string | null;
  @TimeColumn('opened_at') openedAtMs!: number;
  @TimeColumn('closed_at', { nullable: true }) closedAtMs!: number | null;
  @TimeColumn('updated_at') updatedAtMs!: number;
}
