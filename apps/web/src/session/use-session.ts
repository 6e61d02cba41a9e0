import { useSyncExternalStore } from 'react';
import { ROLES, session, type Role, type SessionState } from '../api/session.js';

export function useSession(): SessionState {
  return useSyncExternalStore(session.watch, session.snapshot);
}

/** Why the one who is here may not do this; undefined when it is allowed. The gateway decides; this saves the question. */
export function useRefusal(needs: Role): string | undefined {
  const state = useSession();
  if (state.kind !== 'in') return 'Sign in first.';
  const { role } = state.user;
  if (ROLES.indexOf(role) >= ROLES.indexOf(needs)) return undefined;
  return `Needs the role ${needs}; you are ${role}.`;
}
