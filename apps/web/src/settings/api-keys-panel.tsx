import { useState, type FormEvent } from 'react';
import { postJson, sendJson } from '../api/request.js';
import { ROLES, type Role } from '../api/session.js';
import type { ApiKeyRow } from '../api/wire-settings.js';
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

/** Keys of programs; each is shown once, when it is made. */
export function ApiKeysPanel() {
  const keys = useResource<{ readonly items: readonly ApiKeyRow[] }>('api-keys');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [secret, setSecret] = useState<string>();
  const { isBusy, said, run } = useAction();
  const add = () =>
    run(async () => {
      const made = await postJson<{ readonly key: string }>('api-keys', { name: name.trim(), role });
      setSecret(made.key);
      setName('');
      keys.reload();
      return 'This is the key. It is shown this once: send it as "Authorization: Bearer …".';
    });
  const remove = ({ id, name: of }: ApiKeyRow) =>
    run(async () => {
      setSecret(undefined);
      await sendJson('DELETE', `api-keys/${encodeURIComponent(id)}`);
      keys.reload();
      return `The key of ${of} does not count any more.`;
    });
  return (
    <Panel title="API keys" count={keys.value?.items.length}>
      <form
        className="form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          add();
        }}
      >
        <Field label="Used by">
          <input
            className="input"
            required
            maxLength={64}
            placeholder="desk-a"
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label="Role">
          <Choice
            label="Role of the new key"
            value={role}
            options={ROLES.map((each) => [each, each])}
            onChoose={(value) => setRole(value as Role)}
          />
        </Field>
        <div className="form-buttons">
          <ActionButton type="submit" needs="admin" disabled={isBusy || name.trim() === ''}>
            Make a key
          </ActionButton>
        </div>
      </form>
      <Said of={said} />
      {secret !== undefined && (
        <p className="panel-text">
          <code className="secret">{secret}</code>
        </p>
      )}
      <ListState
        of={keys}
        onRetry={keys.reload}
        empty="No program has a key."
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items }) => (
          <DataTable
            label="API keys"
            rows={items}
            keyOf={({ id }) => id}
            columns={[
              { name: 'Used by', cell: (row) => row.name },
              { name: 'Begins with', cell: ({ begins_with: begins }) => <code>{begins}…</code> },
              { name: 'Role', cell: (row) => row.role },
              { name: 'Last used', cell: ({ last_used_at: at }) => <span className="num">{barTime(at, '1m')}</span> },
              {
                name: 'Change',
                cell: (row) => (
                  <ActionButton needs="admin" tone="danger" onClick={() => remove(row)}>
                    Withdraw<span className="sr-only"> the key of {row.name}</span>
                  </ActionButton>
                ),
              },
            ]}
          />
        )}
      </ListState>
    </Panel>
  );
}
