import { Check, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { DecimalColumn, FlagColumn, TextColumn, TimeColumn } from './column.js';

/** Who gets the real order of a signal; the newest row holds, the older ones are what held. Written by experiment. */
@Entity('execution_policies')
@Check('execution_policies_mode', `mode in ('SHADOW_ONLY', 'ENGINE_A_PRIMARY', 'ENGINE_B_PRIMARY', 'SPLIT_CAPITAL')`)
@Check('execution_policies_split', 'split_percentage >= 0 and split_percentage <= 100')
@Index('execution_policies_version', ['version'], { unique: true })
export class ExecutionPolicyEntity {
  @PrimaryGeneratedColumn({ type: 'bigint' }) revision!: number;
  @TextColumn() version!: string;
  @TextColumn() mode!: string;
  /** Share of engine A, 0 to 100. */
  @DecimalColumn() splitPercentage!: string;
  /** Whether signals become experiments at all. */
  @FlagColumn() enabled!: boolean;
  @TextColumn() setBy!: string;
  @TextColumn({ nullable: true }) note!: string | null;
  @TimeColumn('created_at', { default: 'now()' }) createdAtMs!: number;
}
