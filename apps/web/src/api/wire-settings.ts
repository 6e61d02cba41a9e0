import type { Role } from './session.js';

export interface UserRow {
  readonly id: string;
  readonly username: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly created_at: string;
  readonly last_login_at: string | null;
}

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly begins_with: string;
  readonly role: Role;
  readonly created_by: string;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
}

/** A browser that is told. */
export interface PushSubscriptionRow {
  readonly id: string;
  readonly push_service: string;
  readonly subscribed_by: string;
  readonly created_at: string;
}
