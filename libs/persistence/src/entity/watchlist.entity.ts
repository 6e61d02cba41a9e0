import { Check, Entity } from 'typeorm';
import { TextColumn } from './column.js';

export type DesiredState = 'RUNNING' | 'PAUSED' | 'STOPPED';

/** What should be watched. Written by gateway. */
@Entity('watchlist')
@Check('watchlist_desired_state', `desired_state in ('RUNNING', 'PAUSED', 'STOPPED')`)
export class WatchlistEntity {
  @TextColumn({ primary: true }) symbol!: string;
  @TextColumn({ primary: true }) timeframe!: string;
  @TextColumn({ default: `'RUNNING'` }) desiredState!: DesiredState;
}
