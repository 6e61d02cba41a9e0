import { Check, Entity, ForeignKey, Index } from 'typeorm';
import { DecimalColumn, TextColumn, TimeColumn } from './column.js';
import { PortfolioEntity } from './portfolio.entity.js';

export type ReservationStatus = 'HELD' | 'CONSUMED' | 'RELEASED' | 'EXPIRED';

/** Risk set aside for a candidate until it is a position, released or expired. Written by risk. */
@Entity('reservations')
@Check('reservations_status', `status in ('HELD', 'CONSUMED', 'RELEASED', 'EXPIRED')`)
@Index('reservations_portfolio_status', ['portfolioId', 'status'])
@Index('reservations_pattern_id', ['patternId'])
@Index('reservations_campaign_id', ['campaignId'])
export class ReservationEntity {
  @TextColumn({ primary: true }) id!: string;
  @ForeignKey(() => PortfolioEntity, { name: 'reservations_portfolio' })
  @TextColumn()
  portfolioId!: string;
  @TextColumn() patternId!: string;
  @TextColumn() campaignId!: string;
  @TextColumn() symbol!: string;
  @TextColumn() timeframe!: string;
  @TextColumn() direction!: string;
  @TextColumn() pattern!: string;
  @TextColumn({ nullable: true }) sector!: string | null;
  @DecimalColumn() quantity!: string;
  @DecimalColumn() entry!: string;
  @DecimalColumn() stop!: string;
  @DecimalColumn() riskAmount!: string;
  @DecimalColumn() notional!: string;
  @TextColumn() status!: ReservationStatus;
  @TimeColumn('bar_time') barTimeMs!: number;
  @TimeColumn('expires_at') expiresAtMs!: number;
  @TextColumn({ nullable: true }) reason!: string | null;
}
