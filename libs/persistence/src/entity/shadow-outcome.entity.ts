import { Entity, ForeignKey, Index } from 'typeorm';
import { DecimalColumn, JsonColumn, TextColumn, TimeColumn } from './column.js';
import { RejectedSignalEntity } from './rejected-signal.entity.js';

export type ShadowOutcomeState = 'OPEN' | 'WON' | 'LOST' | 'EXPIRED';

/** What a refused candidate would have earned on paper; one row a rejection. Written by signal. */
@Entity('shadow_outcomes')
@Index('shadow_outcomes_open', ['symbol', 'timeframe'], { where: `state = 'OPEN'` })
export class ShadowOutcomeEntity {
  @ForeignKey(() => RejectedSignalEntity, { name: 'shadow_outcomes_rejection' })
  @TextColumn({ primary: true })
  rejectionId!: string;
  @TextColumn() symbol!: string;
  @TextColumn() timeframe!: string;
  @TextColumn() state!: ShadowOutcomeState;
  @TextColumn({ nullable: true }) ending!: string | null;
  @DecimalColumn({ nullable: true }) entryPrice!: string | null;
  @DecimalColumn({ nullable: true }) exitPrice!: string | null;
  @DecimalColumn({ nullable: true }) rMultiple!: string | null;
  @TimeColumn('opened_at', { nullable: true }) openedAtMs!: number | null;
  @TimeColumn('closed_at', { nullable: true }) closedAtMs!: number | null;
  /** Open time of the newest bar that changed it. */
  @TimeColumn('through') throughMs!: number;
  /** The trade as plain data, to go on from. */
  @JsonColumn() trade!: object;
}
