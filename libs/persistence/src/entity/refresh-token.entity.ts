import { Entity, ForeignKey, Index } from 'typeorm';
import { TextColumn, TimeColumn } from './column.js';
import { SessionEntity } from './session.entity.js';

/** One of the tokens of a session; the newest is good, a used one that comes again ends the session. Written by the gateway. */
@Entity('refresh_tokens')
@Index('refresh_tokens_session_id', ['sessionId'])
export class RefreshTokenEntity {
  /** SHA-256 of the token, which is kept nowhere. */
  @TextColumn({ primary: true }) hash!: string;
  @ForeignKey(() => SessionEntity, { name: 'refresh_tokens_session', onDelete: 'CASCADE' })
  @TextColumn()
  sessionId!: string;
  @TimeColumn('issued_at', { default: 'now()' }) issuedAtMs!: number;
  @TimeColumn('expires_at') expiresAtMs!: number;
  @TimeColumn('used_at', { nullable: true }) usedAtMs!: number | null;
}
