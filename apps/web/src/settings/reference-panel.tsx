import { useState, type FormEvent } from 'react';
import { ApiError, postCsv, query } from '../api/request.js';
import type { ReferenceImport, RefusedLine } from '../api/wire-data.js';
import { RefusedLines } from '../data/refused-lines.js';
import { useAction } from '../desk/use-action.js';
import { count } from '../format/number.js';
import { Choice } from '../layout/choice.js';
import { CsvInput } from '../layout/csv-input.js';
import { Field } from '../layout/field.js';
import { Panel } from '../layout/panel.js';
import { Said } from '../layout/said.js';
import { ActionButton } from '../session/action-button.js';

/** What may be imported: where it goes, and what a line of it looks like. */
const KINDS = {
  earnings: {
    label: 'Earnings dates',
    path: 'calendars/earnings',
    example: 'symbol,at,session\nAAPL,2026-01-29,AMC',
    hasPeriod: true,
  },
  economic: {
    label: 'Economic events',
    path: 'calendars/economic',
    example: 'kind,at,currency\nFOMC,2026-01-28T19:00:00Z,USD',
    hasPeriod: true,
  },
  rates: {
    label: 'Exchange rates',
    path: 'rates',
    example: 'pair,at,rate\nEUR/USD,2026-01-02,1.0835',
    hasPeriod: false,
  },
  sectors: {
    label: 'Sectors of stocks',
    path: 'instruments',
    example: 'symbol,sector\nAAPL,Technology',
    hasPeriod: false,
  },
} as const;
type Kind = keyof typeof KINDS;

/** Calendars, rates and sectors, as files. */
export function ReferencePanel() {
  const [kind, setKind] = useState<Kind>('earnings');
  const [csv, setCsv] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [refusals, setRefusals] = useState<readonly RefusedLine[]>([]);
  const { isBusy, said, run } = useAction();
  const { path, example, hasPeriod } = KINDS[kind];
  const submit = () =>
    run(async () => {
      setRefusals([]);
      const period = hasPeriod && from !== '' && to !== '' ? { known_from: from, known_to: to } : {};
      try {
        const answer = await postCsv<ReferenceImport>(`${path}?${query({ source: 'web', ...period })}`, csv);
        setRefusals(answer.refusals);
        return `${count(answer.rows)} rows: ${count(answer.stored)} stored, ${count(answer.changed)} changed, ${count(answer.removed)} removed, ${count(answer.refusals.length)} refused.`;
      } catch (error) {
        if (error instanceof ApiError) setRefusals((error.body['refusals'] as RefusedLine[] | undefined) ?? []);
        throw error;
      }
    });
  return (
    <Panel title="Calendars, rates and sectors" area="wide">
      <form
        className="form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label="Kind">
          <Choice
            label="Kind of rows"
            value={kind}
            options={Object.entries(KINDS).map(([name, { label }]) => [name, label])}
            onChoose={(value) => {
              setKind(value as Kind);
              setRefusals([]);
            }}
          />
        </Field>
        {hasPeriod && (
          <>
            <Field label="Complete from">
              <input className="input" type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
            </Field>
            <Field label="Complete until">
              <input className="input" type="date" value={to} onChange={(event) => setTo(event.target.value)} />
            </Field>
          </>
        )}
        <CsvInput label="CSV with a header line" placeholder={example} value={csv} onText={setCsv} />
        <div className="form-buttons wide">
          <ActionButton type="submit" needs="admin" disabled={isBusy || csv.trim() === ''}>
            Import
          </ActionButton>
          {hasPeriod && (
            <span className="muted">
              With both dates the rows are all there is in that time; without them they only add to what is known.
            </span>
          )}
        </div>
      </form>
      <Said of={said} />
      {refusals.length > 0 && (
        <div className="bounded">
          <RefusedLines lines={refusals} />
        </div>
      )}
    </Panel>
  );
}
