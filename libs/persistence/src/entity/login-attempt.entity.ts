import { Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { TextColumn, TimeColumn } from './column.js';

/** A wrong password, or one that is being looked at. Written by the gateway. */
@Entity('login_attempts')
@Index('login_attempts_username', ['username', 'atMs'])
@Index('login_attempts_address', ['address', 'atMs'])
export class LoginAttemptEntity {
  @PrimaryGeneratedColumn({ type: 'bigint' }) id!: number;
  @TextColumn() username!: string;
  @TextColumn() address!: string;
  @TimeColumn('at', { default: 'now()' }) atMs!: number;
}
