import { useState, type FormEvent } from 'react';
import { postJson } from '../api/request.js';
import { useAction } from '../desk/use-action.js';
import { Field } from '../layout/field.js';
import { Panel } from '../layout/panel.js';
import { Said } from '../layout/said.js';
import { useSession } from '../session/use-session.js';

/** The same as of the gateway. */
const MIN_PASSWORD = 12;

/** Who is signed in, and a new password. */
export function AccountPanel() {
  const state = useSession();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const { isBusy, said, run } = useAction();
  if (state.kind !== 'in') return null;
  const { username, role } = state.user;
  const submit = () =>
    run(async () => {
      await postJson('auth/password', { current_password: current, new_password: next });
      setCurrent('');
      setNext('');
      return 'The password is changed.';
    });
  return (
    <Panel title="Your account">
      <p className="panel-text">
        <strong>{username}</strong> · {role}
      </p>
      <form
        className="form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit();
        }}
      >
        <input type="text" autoComplete="username" value={username} readOnly hidden />
        <Field label="Current password">
          <input
            className="input"
            type="password"
            autoComplete="current-password"
            required
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        </Field>
        <Field label={`New password, at least ${MIN_PASSWORD} characters`}>
          <input
            className="input"
            type="password"
            autoComplete="new-password"
            required
            minLength={MIN_PASSWORD}
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        </Field>
        <div className="form-buttons wide">
          <button type="submit" className="button" disabled={isBusy || current === '' || next.length < MIN_PASSWORD}>
            Change the password
          </button>
        </div>
      </form>
      <Said of={said} />
    </Panel>
  );
}
