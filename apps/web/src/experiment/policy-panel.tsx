import { useState, type FormEvent } from 'react';
import { ApiError, sendJson } from '../api/request.js';
import { POLICY_MODES, type ExecutionPolicy, type PolicyMode } from '../api/wire-experiment.js';
import { useResource } from '../desk/use-resource.js';
import { barTime } from '../format/time.js';
import { words } from '../format/words.js';
import { Choice } from '../layout/choice.js';
import { Field } from '../layout/field.js';
import { Figures } from '../layout/figures.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';
import { ActionButton } from '../session/action-button.js';

const EFFECT: Readonly<Record<PolicyMode, string>> = {
  SHADOW_ONLY: 'Both engines are followed on paper beside the real trade.',
  ENGINE_A_PRIMARY: 'Engine A has the real order, B is followed on paper.',
  ENGINE_B_PRIMARY: 'Engine B has the real order, A is followed on paper.',
  SPLIT_CAPITAL: 'Both have a real order and share the size.',
};

/** The policy that holds, and the form that sets the next. */
export function PolicyPanel() {
  const policy = useResource<ExecutionPolicy>('experiments/policy');
  return (
    <Panel title="Policy" area="wide">
      <ListState of={policy} onRetry={policy.reload} empty="" loading="Asking for the policy…">
        {(value) => (
          <>
            <Figures
              figures={[
                { name: 'Mode', value: words(value.mode), note: EFFECT[value.mode] },
                { name: 'Share of engine A', value: `${value.split_percentage} %`, note: 'in the draw of variants' },
                { name: 'Experiments', value: value.enabled ? 'on' : 'off', tone: value.enabled ? 'up' : 'warn' },
                {
                  name: 'Version',
                  value: value.version,
                  note: `${value.set_by}, ${barTime(value.created_at, '1m')}`,
                },
              ]}
            />
            <PolicyForm key={value.version} policy={value} onSet={policy.reload} />
          </>
        )}
      </ListState>
    </Panel>
  );
}

function PolicyForm({ policy, onSet }: { readonly policy: ExecutionPolicy; readonly onSet: () => void }) {
  const [version, setVersion] = useState('');
  const [mode, setMode] = useState<PolicyMode>(policy.mode);
  const [split, setSplit] = useState(String(policy.split_percentage));
  const [isEnabled, setEnabled] = useState(policy.enabled);
  const [note, setNote] = useState('');
  const [error, setError] = useState<string>();
  const submit = async () => {
    setError(undefined);
    try {
      await sendJson('PUT', 'experiments/policy', {
        version: version.trim(),
        mode,
        split_percentage: Number(split),
        enabled: isEnabled,
        note: note.trim(),
      });
      onSet();
    } catch (failure) {
      setError(failure instanceof ApiError ? failure.message : String(failure));
    }
  };
  return (
    <form
      className="form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Field label="New version">
        <input
          className="input"
          required
          maxLength={64}
          pattern="[\w.\-]+"
          title="Letters, digits, dots, dashes and underscores; never used before"
          value={version}
          onChange={(event) => setVersion(event.target.value)}
        />
      </Field>
      <Field label="Mode">
        <Choice
          label="Mode"
          value={mode}
          options={POLICY_MODES.map((each) => [each, words(each)])}
          onChoose={(value) => setMode(value as PolicyMode)}
        />
      </Field>
      <Field label="Share of engine A, %">
        <input
          className="input num"
          type="number"
          min={0}
          max={100}
          step={0.01}
          required
          value={split}
          onChange={(event) => setSplit(event.target.value)}
        />
      </Field>
      <label className="only">
        <input type="checkbox" checked={isEnabled} onChange={(event) => setEnabled(event.target.checked)} />
        signals become experiments
      </label>
      <div className="wide">
        <Field label="Note, kept in the audit log">
          <input
            className="input"
            required
            maxLength={2_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
      </div>
      <div className="form-buttons wide">
        <ActionButton
          type="submit"
          needs="trader"
          tone="main"
          disabled={version.trim() === '' || note.trim() === '' || split.trim() === ''}
        >
          Set from now on
        </ActionButton>
        {error !== undefined && (
          <p className="down" role="alert">
            {error}
          </p>
        )}
      </div>
    </form>
  );
}
