import { Entity } from 'typeorm';
import { DecimalColumn, TextColumn } from './column.js';

/** What an account holds that is not this system's, as an operator has explained. Written by execution. */
@Entity('explained_holdings')
export class ExplainedHoldingEntity {
  @TextColumn({ primary: true }) broker!: string;
  @TextColumn({ primary: true }) symbol!: string;
  /** Signed. */
  @DecimalColumn() quantity!: string;
}
