import { Entity, Index } from 'typeorm';
import { DecimalColumn, JsonColumn, TextColumn, TimeColumn } from './column.js';

/** A guard that fired, and later the report of what it closed. Written by risk. */
@Entity('emergency_exits')
@Index('emergency_exits_bar_time', ['barTimeMs'])
@Index('emergency_exits_campaign_id', ['campaignId'])
@Index('emergency_exits_unreported', ['barTimeMs'], { where: 'report is null' })
export class EmergencyExitEntity {
  @TextColumn({ primary: true }) id!: string;
  @TextColumn() trigger!: string;
  @TextColumn({ nullable: true }) campaignId!: string | null;
  @TextColumn() symbol!: string;
  @TextColumn() timeframe!: string;
  @TimeColumn('bar_time') barTimeMs!: number;
  @DecimalColumn() measured!: string;
  @DecimalColumn() limitValue!: string;
  @TextColumn() message!: string;
  @JsonColumn({ nullable: true }) report!: unknown;
}
