import { useState, type FormEvent } from 'react';
import { postCsv, postJson, query } from '../api/request.js';
import { useDeskState } from '../desk/use-desk.js';
import { Choice } from '../layout/choice.js';
import { CsvInput } from '../layout/csv-input.js';
import { Field } from '../layout/field.js';
import { Panel } from '../layout/panel.js';
import { Tabs } from '../layout/tabs.js';
import { TIMEFRAMES } from '../layout/timeframes.js';
import { ActionButton } from '../session/action-button.js';
import { OptionFields, StudyFields } from './option-fields.js';
import { EMPTY_FORM, requestOf, type RunForm as Form, type StudyKind } from './run-request.js';
import { SymbolTicks } from './symbol-ticks.js';

interface Props {
  /** A run was begun, or has ended already; `id` is what it is kept under. */
  readonly onBegun: (id: string) => void;
}

const KINDS: readonly { readonly name: StudyKind; readonly label: string }[] = [
  { name: 'SINGLE', label: 'One run' },
  { name: 'SWEEP', label: 'Sweep' },
  { name: 'WALK_FORWARD', label: 'Walk-forward' },
];

/** What to run the pipeline over, with which account and which options. */
export function RunForm({ onBegun }: Props) {
  const series = useDeskState((state) => state.series.value);
  const timeframes = [...new Set(series?.map(({ timeframe }) => timeframe))];
  const [given, setForm] = useState<Form>(EMPTY_FORM);
  const form = { ...given, timeframe: given.timeframe === '' ? (timeframes[0] ?? '1d') : given.timeframe };
  const [isOwnFile, setOwnFile] = useState(false);
  const [file, setFile] = useState({ symbol: '', csv: '' });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const symbols = series?.filter((each) => each.timeframe === form.timeframe).map(({ symbol }) => symbol) ?? [];
  const chosen = symbols.filter((symbol) => !left.has(symbol));
  const isReady = isOwnFile ? file.symbol.trim() !== '' && file.csv.trim() !== '' : chosen.length > 0;
  const set = (change: Partial<Form>) => setForm((before) => ({ ...before, ...change }));

  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const uploads = isOwnFile ? [await upload(file, form.timeframe)] : [];
      const { path, body } = requestOf(form, isOwnFile ? [] : chosen, uploads);
      onBegun((await postJson<{ readonly backtest_id: string }>(path, body)).backtest_id);
    } catch (failure) {
      setError((failure as Error).message);
    }
    setBusy(false);
  };
  return (
    <Panel title="New backtest">
      <Tabs label="Kind of backtest" tabs={KINDS} chosen={form.kind} onChoose={(kind) => set({ kind })}>
        <form
          className="form"
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            void run();
          }}
        >
          <Field label="Bars">
            <Choice
              label="Bars"
              value={isOwnFile ? 'file' : 'stored'}
              options={[
                ['stored', 'stored'],
                ['file', 'own file'],
              ]}
              onChoose={(value) => setOwnFile(value === 'file')}
            />
          </Field>
          <Field label="Timeframe">
            <Choice
              label="Timeframe"
              value={form.timeframe}
              options={(isOwnFile || timeframes.length === 0 ? TIMEFRAMES : timeframes).map((each) => [each, each])}
              onChoose={(timeframe) => set({ timeframe })}
            />
          </Field>
          <Field label="From">
            <input
              className="input"
              type="date"
              value={form.from}
              onChange={(event) => set({ from: event.target.value })}
            />
          </Field>
          <Field label="To">
            <input
              className="input"
              type="date"
              value={form.to}
              onChange={(event) => set({ to: event.target.value })}
            />
          </Field>
          {isOwnFile ? (
            <>
              <Field label="Symbol of the file">
                <input
                  className="input"
                  required
                  maxLength={64}
                  value={file.symbol}
                  onChange={(event) => setFile({ ...file, symbol: event.target.value })}
                />
              </Field>
              <CsvInput
                label="CSV of bars; it is not put on the tape"
                placeholder={'timestamp,open,high,low,close,volume'}
                value={file.csv}
                onText={(csv) => setFile({ ...file, csv })}
              />
            </>
          ) : (
            <SymbolTicks symbols={symbols} left={left} onChange={setLeft} />
          )}
          <OptionFields form={form} onChange={set} />
          {form.kind !== 'SINGLE' && <StudyFields form={form} onChange={set} />}
          <div className="form-buttons wide">
            <ActionButton type="submit" tone="main" needs="trader" disabled={isBusy || !isReady}>
              {isBusy ? 'Running…' : 'Run'}
            </ActionButton>
            {error !== undefined && (
              <p className="down" role="alert">
                {error}
              </p>
            )}
          </div>
        </form>
      </Tabs>
    </Panel>
  );
}

/** @returns the id under which the bars are held for a day. */
async function upload(file: { readonly symbol: string; readonly csv: string }, timeframe: string): Promise<string> {
  const address = `backtests/uploads?${query({ symbol: file.symbol.trim(), timeframe })}`;
  return (await postCsv<{ readonly upload_id: string }>(address, file.csv)).upload_id;
}
