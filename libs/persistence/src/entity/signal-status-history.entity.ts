import { Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { TextColumn, TimeColumn } from './column.js';
import { SignalEntity } from './signal.entity.js';

/** Each step of a signal's life. Written by signal. */
@Entity('signal_status_history')
@Index('signal_status_history_signal_id', ['signalId'])
export class SignalStatusHistoryEntity {
  @PrimaryGeneratedColumn({ type: 'bigint' }) id!: number;
  @ForeignKey(() => SignalEntity, { name: 'signal_status_history_signal' })
  @TextColumn()
  signalId!: string;
  @TextColumn({ nullable: true }) fromStatus!: string | null;
  @TextColumn() toStatus!: string;
  @TextColumn() by!: string;
  @TimeColumn('at') atMs!: number;
}
