import { Entity, Index } from 'typeorm';
import { DecimalColumn, TextColumn, TimeColumn } from './column.js';

/** Everything built in one range. Written by risk. */
@Entity('campaigns')
@Index('campaigns_series_state', ['symbol', 'timeframe', 'state'])
@Index('campaigns_range_id', ['rangeId'])
@Index('campaigns_live_range', ['symbol', 'timeframe', 'rangeId'], {
  unique: true,
  where: `state not in ('COMPLETED', 'INVALIDATED')`,
})
export class CampaignEntity {
  @TextColumn({ primary: true }) id!: string;
  @TextColumn() symbol!: string;
  @TextColumn() timeframe!: string;
  @TextColumn() direction!: string;
  @TextColumn() rangeId!: string;
  @TextColumn() state!: string;
  @TextColumn() guardKind!: string;
  @DecimalColumn() guardPrice!: string;
  @TimeColumn('opened_at') openedAtMs!: number;
  @TimeColumn('ended_at', { nullable: true }) endedAtMs!: number | null;
  @TimeColumn('blocked_until', { nullable: true }) blockedUntilMs!: number | null;
  @TextColumn({ nullable: true }) reason!: string | null;
}
