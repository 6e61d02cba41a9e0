import { useState, type FormEvent } from 'react';
import { postJson } from '../api/request.js';
import { useAction } from '../desk/use-action.js';
import { seriesKey } from '../desk/desk-state.js';
import { useDeskState } from '../desk/use-desk.js';
import { words } from '../format/words.js';
import { Choice } from '../layout/choice.js';
import { Field } from '../layout/field.js';
import { Panel } from '../layout/panel.js';
import { Said } from '../layout/said.js';
import { ActionButton } from '../session/action-button.js';

const EMPTY = { entry: '', stop: '', targets: '', risk: '0.5', note: '' };
type Form = typeof EMPTY;

const FIELDS: readonly { readonly name: keyof Form; readonly label: string; readonly hint: string }[] = [
  { name: 'entry', label: 'Price now', hint: 'It is filled at the next open, and sized from here to the stop' },
  { name: 'stop', label: 'Stop', hint: 'Where it is wrong' },
  { name: 'targets', label: 'Targets, nearest first', hint: 'One to three prices with commas between' },
  { name: 'risk', label: 'Risk, % of equity', hint: 'At most 2; the caps of the account hold all the same' },
];

/** An entry by hand: through the same chain, risk and queue as every signal, and past the tilt guard. */
export function ManualEntry() {
  const series = useDeskState((state) => state.series.value);
  const [key, setKey] = useState('');
  const [side, setSide] = useState('LONG');
  const [form, setForm] = useState(EMPTY);
  const { isBusy, said, run } = useAction();
  const chosen = series?.find((each) => seriesKey(each) === key) ?? series?.[0];
  const isReady = chosen !== undefined && Object.values(form).every((text) => text.trim() !== '');
  const submit = () =>
    run(async () => {
      if (chosen === undefined) return '';
      const { symbol, timeframe } = chosen;
      const answer = await postJson<{ readonly tilt?: { readonly measure: string } }>('signals/manual', {
        symbol,
        timeframe,
        side,
        entry: form.entry.trim(),
        stop: form.stop.trim(),
        targets: form.targets.split(/[,;\s]+/).filter((each) => each !== ''),
        risk_percent: form.risk.trim(),
        note: form.note.trim(),
      });
      setForm(EMPTY);
      const measure = answer.tilt?.measure ?? 'NONE';
      const tilt = measure === 'NONE' ? '' : ` The tilt guard says: ${words(measure).toLowerCase()}.`;
      return `${symbol} is entered at the next open.${tilt}`;
    });
  return (
    <Panel title="Entry by hand" area="wide">
      <form
        className="form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label="Series">
          <Choice
            label="Series"
            value={chosen === undefined ? '' : seriesKey(chosen)}
            options={(series ?? []).map((each) => [seriesKey(each), `${each.symbol} ${each.timeframe}`])}
            onChoose={setKey}
          />
        </Field>
        <Field label="Side">
          <Choice
            label="Side"
            value={side}
            options={[
              ['LONG', 'long'],
              ['SHORT', 'short'],
            ]}
            onChoose={setSide}
          />
        </Field>
        {FIELDS.map(({ name, label, hint }) => (
          <Field key={name} label={label}>
            <input
              className="input num"
              inputMode={name === 'targets' ? 'text' : 'decimal'}
              required
              title={hint}
              value={form[name]}
              onChange={(event) => setForm({ ...form, [name]: event.target.value })}
            />
          </Field>
        ))}
        <div className="wide">
          <Field label="Note, kept in the audit log">
            <input
              className="input"
              required
              maxLength={2_000}
              value={form.note}
              onChange={(event) => setForm({ ...form, note: event.target.value })}
            />
          </Field>
        </div>
        <div className="form-buttons wide">
          <ActionButton type="submit" needs="trader" tone="main" disabled={isBusy || !isReady}>
            Enter at the next open
          </ActionButton>
        </div>
      </form>
      <Said of={said} />
    </Panel>
  );
}
