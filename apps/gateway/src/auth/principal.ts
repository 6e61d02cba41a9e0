import type { IncomingMessage } from 'node:http';
import type { RoleName } from './role.js';

/** Whoever is behind a request, proven. */
export type Principal = UserPrincipal | KeyPrincipal | { readonly kind: 'token' | 'loopback'; readonly role: RoleName };

/** A person who has logged in. */
export interface UserPrincipal {
  readonly kind: 'user';
  readonly userId: string;
  readonly username: string;
  readonly role: RoleName;
  readonly sessionId: string;
  /** End of the access token, epoch ms. */
  readonly expiresAtMs: number;
}

/** A program with a key of its own. */
export interface KeyPrincipal {
  readonly kind: 'key';
  readonly keyId: string;
  readonly name: string;
  readonly role: RoleName;
  /** End of the key, epoch ms; null when it has none. */
  readonly expiresAtMs: number | null;
}

const PRINCIPALS = new WeakMap<IncomingMessage, Principal>();

export function setPrincipal(request: IncomingMessage, principal: Principal): void {
  PRINCIPALS.set(request, principal);
}

/** Undefined on routes that prove their callers themselves. */
export function principalOf(request: IncomingMessage): Principal | undefined {
  return PRINCIPALS.get(request);
}

/** The name that what it does is audited under. */
export function nameOf(principal: Principal): string {
  if (principal.kind === 'user') return `user:${principal.username}`;
  return principal.kind === 'key' ? `key:${principal.name}` : principal.kind;
}
