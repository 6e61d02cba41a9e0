import { useState, type FormEvent } from 'react';
import { postJson, sendJson } from '../api/request.js';
import { ROLES, type Role } from '../api/session.js';
import type { UserRow } from '../api/wire-settings.js';
import { useAction } from '../desk/use-action.js';
import { useResource } from '../desk/use-resource.js';
import { barTime } from '../format/time.js';
import { Choice } from '../layout/choice.js';
import { DataTable } from '../layout/data-table.js';
import { Field } from '../layout/field.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';
import { Said } from '../layout/said.js';
import { ActionButton } from '../session/action-button.js';

const OPTIONS = ROLES.map((role) => [role, role] as const);

/** Who may sign in, and as what. Seen by admins alone. */
export function UsersPanel() {
  const users = useResource<{ readonly items: readonly UserRow[] }>('users');
  const [username, setUsername] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [secret, setSecret] = useState<string>();
  const { isBusy, said, run } = useAction();
  const add = () =>
    run(async () => {
      const made = await postJson<UserRow & { readonly password?: string }>('users', {
        username: username.trim(),
        role,
      });
      setSecret(made.password);
      setUsername('');
      users.reload();
      return `${made.username} may sign in with the password below. It is shown this once.`;
    });
  const change = (user: UserRow, body: object, text: string) =>
    run(async () => {
      setSecret(undefined);
      await sendJson('PATCH', `users/${encodeURIComponent(user.id)}`, body);
      users.reload();
      return text;
    });
  const remove = (user: UserRow) =>
    run(async () => {
      setSecret(undefined);
      await sendJson('DELETE', `users/${encodeURIComponent(user.id)}`);
      users.reload();
      return `${user.username} is removed.`;
    });
  return (
    <Panel title="Users" count={users.value?.items.length}>
      <form
        className="form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          add();
        }}
      >
        <Field label="User name">
          <input
            className="input"
            required
            minLength={2}
            maxLength={64}
            pattern="[a-zA-Z0-9][a-zA-Z0-9._@\-]*"
            autoComplete="off"
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
        </Field>
        <Field label="Role">
          <Choice
            label="Role of the new user"
            value={role}
            options={OPTIONS}
            onChoose={(value) => setRole(value as Role)}
          />
        </Field>
        <div className="form-buttons">
          <ActionButton type="submit" needs="admin" disabled={isBusy || username.trim().length < 2}>
            Add
          </ActionButton>
        </div>
      </form>
      <Said of={said} />
      {secret !== undefined && (
        <p className="panel-text">
          <code className="secret">{secret}</code>
        </p>
      )}
      <ListState of={users} onRetry={users.reload} empty="Nobody." isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <DataTable
            label="Users"
            rows={items}
            keyOf={({ id }) => id}
            columns={[
              { name: 'User', cell: ({ username: name }) => name },
              {
                name: 'Role',
                cell: (user) => (
                  <Choice
                    label={`Role of ${user.username}`}
                    value={user.role}
                    options={OPTIONS}
                    onChoose={(next) => change(user, { role: next }, `${user.username} is ${next} now.`)}
                  />
                ),
              },
              { name: 'Last here', cell: ({ last_login_at: at }) => <span className="num">{barTime(at, '1m')}</span> },
              {
                name: 'Change',
                cell: (user) => (
                  <span className="form-buttons">
                    <ActionButton
                      needs="admin"
                      onClick={() =>
                        change(
                          user,
                          { disabled: !user.disabled },
                          `${user.username} ${user.disabled ? 'may sign in again' : 'is out and may not sign in'}.`,
                        )
                      }
                    >
                      {user.disabled ? 'Enable' : 'Disable'}
                      <span className="sr-only"> {user.username}</span>
                    </ActionButton>
                    <ActionButton needs="admin" tone="danger" onClick={() => remove(user)}>
                      Remove<span className="sr-only"> {user.username}</span>
                    </ActionButton>
                  </span>
                ),
              },
            ]}
          />
        )}
      </ListState>
    </Panel>
  );
}
