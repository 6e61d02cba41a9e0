import { session } from '../api/session.js';
import { hashOf } from '../layout/route.js';
import { useSession } from './use-session.js';

/** Who is here, with the way out. */
export function SessionMenu() {
  const state = useSession();
  if (state.kind !== 'in') return null;
  const { username, role } = state.user;
  return (
    <span className="session">
      <a href={hashOf({ page: 'settings', detail: null })} title={`Signed in as ${username}, ${role}`}>
        {username}
        <span className="if-room muted"> · {role}</span>
      </a>
      {session.token !== undefined && (
        <button type="button" className="button" onClick={() => void session.signOut()}>
          Sign out
        </button>
      )}
    </span>
  );
}
