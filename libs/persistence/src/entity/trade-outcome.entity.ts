import { Check, Entity, ForeignKey, Index } from 'typeorm';
import { DecimalColumn, JsonColumn, TextColumn, TimeColumn } from './column.js';
import { ExperimentEntity } from './experiment.entity.js';

/** One engine's trade of an experiment, real or shadow, with both of its ends. Written by experiment. */
@Entity('trade_outcomes')
@Check('trade_outcomes_state', `state in ('OPEN', 'CLOSED', 'NOT_ENTERED')`)
@Check('trade_outcomes_sync', `sync_state in ('WAITING', 'RECORDED', 'NONE')`)
@Index('trade_outcomes_engine', ['experimentId', 'engine'], { unique: true })
@Index('trade_outcomes_open', ['symbol', 'timeframe', 'throughMs'], { where: `state = 'OPEN'` })
@Index('trade_outcomes_unsynchronised', ['id'], { where: `sync_state = 'WAITING'` })
export class TradeOutcomeEntity {
  @TextColumn({ primary: true }) id!: string;
  @ForeignKey(() => ExperimentEntity, { name: 'trade_outcomes_experiment' })
  @TextColumn()
  experimentId!: string;
  @TextColumn() engine!: string;
  @TextColumn() engineVersion!: string;
  @TextColumn() kind!: string;
  /** What the engine was given; equal in both rows of an experiment. */
  @TextColumn() inputSha256!: string;
  @TextColumn() symbol!: string;
  @TextColumn() timeframe!: string;
  @JsonColumn() plan!: unknown;
  @TextColumn() state!: string;
  @TextColumn({ nullable: true }) ending!: string | null;
  @DecimalColumn({ nullable: true }) entryPrice!: string | null;
  @TimeColumn('opened_at', { nullable: true }) openedAtMs!: number | null;
  /** The end by the engine's own rule. */
  @DecimalColumn({ nullable: true }) ownExitPrice!: string | null;
  @DecimalColumn({ nullable: true }) ownR!: string | null;
  @TimeColumn('own_closed_at', { nullable: true }) ownClosedAtMs!: number | null;
  /** The end together with the real trade: WAITING for it, RECORDED, or NONE because there is none to wait for. */
  @TextColumn() syncState!: string;
  @DecimalColumn({ nullable: true }) syncExitPrice!: string | null;
  @DecimalColumn({ nullable: true }) syncR!: string | null;
  @TimeColumn('sync_closed_at', { nullable: true }) syncClosedAtMs!: number | null;
  /** Open time of the last bar worked. */
  @TimeColumn('through') throughMs!: number;
  /** The paper trade as plain data, to go on from; null for a real one. */
  @JsonColumn({ nullable: true }) trade!: object | null;
}
