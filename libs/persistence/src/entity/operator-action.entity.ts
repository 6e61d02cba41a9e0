import { Check, Entity, Index } from 'typeorm';
import { DecimalColumn, JsonColumn, TextColumn, TimeColumn } from './column.js';

/** Something a person did by hand, with what the tilt guard said to it. Written by the gateway. */
@Entity('operator_actions')
@Check('operator_actions_kind', `kind in ('ENTRY', 'CLOSE', 'CANCEL')`)
@Check('operator_actions_measure', `measure in ('NONE', 'WARN', 'HALVE_SIZE', 'LOCK_OUT')`)
@Check('operator_actions_outcome', `outcome in ('ASKED', 'DONE', 'REJECTED', 'LOCKED_OUT')`)
@Index('operator_actions_actor_at', ['actor', 'atMs'])
@Index('operator_actions_signal_id', ['signalId'])
export class OperatorActionEntity {
  @TextColumn({ primary: true }) id!: string;
  @TextColumn() actor!: string;
  @TextColumn() kind!: string;
  @TimeColumn('at') atMs!: number;
  /** Null for an action on everything. */
  @TextColumn({ nullable: true }) symbol!: string | null;
  @TextColumn({ nullable: true }) timeframe!: string | null;
  @TextColumn({ nullable: true }) direction!: string | null;
  /** Percent of equity: as it was asked, and as it was let in. */
  @DecimalColumn({ nullable: true }) askedRiskPercent!: string | null;
  @DecimalColumn({ nullable: true }) riskPercent!: string | null;
  @TextColumn() measure!: string;
  @JsonColumn() anomalies!: unknown;
  @TimeColumn('locked_until', { nullable: true }) lockedUntilMs!: number | null;
  @TextColumn({ nullable: true }) signalId!: string | null;
  /** As it was sent to be judged, so that asking again asks the same. */
  @JsonColumn({ nullable: true }) proposal!: unknown;
  @TextColumn() outcome!: string;
  @TextColumn() note!: string;
}
