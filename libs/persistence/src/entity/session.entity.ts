import { Entity, ForeignKey, Index } from 'typeorm';
import { TextColumn, TimeColumn } from './column.js';
import { UserEntity } from './user.entity.js';

/** A log-in, from the password to its end. Written by the gateway. */
@Entity('sessions')
@Index('sessions_user_id', ['userId'])
@Index('sessions_expires_at', ['expiresAtMs'])
export class SessionEntity {
  @TextColumn({ primary: true }) id!: string;
  @ForeignKey(() => UserEntity, { name: 'sessions_user', onDelete: 'CASCADE' })
  @TextColumn()
  userId!: string;
  @TextColumn() address!: string;
  @TimeColumn('created_at', { default: 'now()' }) createdAtMs!: number;
  @TimeColumn('expires_at') expiresAtMs!: number;
  @TimeColumn('revoked_at', { nullable: true }) revokedAtMs!: number | null;
  @TextColumn({ nullable: true }) revokeReason!: string | null;
}
