import { Check, Entity, Index } from 'typeorm';
import { FlagColumn, TextColumn, TimeColumn } from './column.js';

/** A person who may log in. Written by the gateway. */
@Entity('users')
@Check('users_role', `role in ('viewer', 'trader', 'admin')`)
@Check('users_username_lower', 'username = lower(username)')
@Index('users_username', ['username'], { unique: true })
export class UserEntity {
  @TextColumn({ primary: true }) id!: string;
  @TextColumn() username!: string;
  @TextColumn() role!: string;
  /** Argon2id. */
  @TextColumn() passwordHash!: string;
  @FlagColumn({ default: 'false' }) disabled!: boolean;
  @TimeColumn('created_at', { default: 'now()' }) createdAtMs!: number;
  @TimeColumn('password_changed_at', { default: 'now()' }) passwordChangedAtMs!: number;
  @TimeColumn('last_login_at', { nullable: true }) lastLoginAtMs!: number | null;
}
