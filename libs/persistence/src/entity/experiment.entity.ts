import { Check, Entity, ForeignKey, Index } from 'typeorm';
import { BigIntegerColumn, IntegerColumn, JsonColumn, TextColumn, TimeColumn } from './column.js';
import { ExecutionPolicyEntity } from './execution-policy.entity.js';
import { MarketContextEntity } from './market-context.entity.js';

/** A signal that both engines trade, on paper or one of them for real. Its id is a hash of the signal. Written by experiment. */
@Entity('experiments')
@Check('experiments_state', `state in ('PENDING', 'PROCESSING', 'RUNNING', 'COMPLETED', 'FAILED')`)
@Index('experiments_signal_id', ['signalId'], { unique: true })
@Index('experiments_waiting', ['nextAttemptAtMs'], { where: `state = 'PENDING'` })
@Index('experiments_lease', ['leaseExpiresAtMs'], { where: `state = 'PROCESSING'` })
@Index('experiments_running', ['id'], { where: `state = 'RUNNING'` })
@Index('experiments_received_at', ['receivedAtMs'])
export class ExperimentEntity {
  @TextColumn({ primary: true }) id!: string;
  @TextColumn() signalId!: string;
  @TextColumn() signalSha256!: string;
  @TextColumn() source!: string;
  @TextColumn() symbol!: string;
  @TextColumn() timeframe!: string;
  @JsonColumn() signal!: unknown;
  /** The policy that held when it was received. */
  @ForeignKey(() => ExecutionPolicyEntity, { name: 'experiments_policy' })
  @BigIntegerColumn()
  policyRevision!: number;
  @TextColumn({ default: `'PENDING'` }) state!: string;
  @TextColumn({ nullable: true }) variant!: string | null;
  @ForeignKey(() => MarketContextEntity, { name: 'experiments_context' })
  @TextColumn({ nullable: true })
  contextSha256!: string | null;
  @IntegerColumn({ default: 0 }) attempts!: number;
  @TimeColumn('next_attempt_at', { default: 'now()' }) nextAttemptAtMs!: number;
  /** While PROCESSING: which worker, and until when it may. */
  @TextColumn({ nullable: true }) lockedBy!: string | null;
  @TimeColumn('lease_expires_at', { nullable: true }) leaseExpiresAtMs!: number | null;
  /** Why the last attempt came to nothing. */
  @TextColumn({ nullable: true }) error!: string | null;
  @TimeColumn('received_at', { default: 'now()' }) receivedAtMs!: number;
  @TimeColumn('started_at', { nullable: true }) startedAtMs!: number | null;
  @TimeColumn('completed_at', { nullable: true }) completedAtMs!: number | null;
}
