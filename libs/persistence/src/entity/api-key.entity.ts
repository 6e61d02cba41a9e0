import { Check, Entity, Index } from 'typeorm';
import { TextColumn, TimeColumn } from './column.js';

/** The key of a program. Written by the gateway. */
@Entity('api_keys')
@Check('api_keys_role', `role in ('viewer', 'trader', 'admin')`)
@Index('api_keys_hash', ['hash'], { unique: true })
export class ApiKeyEntity {
  @TextColumn({ primary: true }) id!: string;
  @TextColumn() name!: string;
  @TextColumn() beginsWith!: string;
  /** SHA-256 of the key, which is kept nowhere. */
  @TextColumn() hash!: string;
  @TextColumn() role!: string;
  @TextColumn() createdBy!: string;
  @TimeColumn('created_at', { default: 'now()' }) createdAtMs!: number;
  @TimeColumn('expires_at', { nullable: true }) expiresAtMs!: number | null;
  /** To the minute. */
  @TimeColumn('last_used_at', { nullable: true }) lastUsedAtMs!: number | null;
}
