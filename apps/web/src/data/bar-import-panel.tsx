import { useState, type FormEvent } from 'react';
import { ApiError, postCsv, query } from '../api/request.js';
import type { BarImport, RefusedLine } from '../api/wire-data.js';
import { useDesk } from '../desk/use-desk.js';
import { count } from '../format/number.js';
import { Choice } from '../layout/choice.js';
import { CsvInput } from '../layout/csv-input.js';
import { Field } from '../layout/field.js';
import { Panel } from '../layout/panel.js';
import { TIMEFRAMES } from '../layout/timeframes.js';
import { ActionButton } from '../session/action-button.js';
import { RefusedLines } from './refused-lines.js';

/** What the gateway said of the file: before it was taken, or after. */
interface Verdict {
  readonly isTaken: boolean;
  readonly result: BarImport;
}

/** A file of bars: first what of it would be taken, then the taking. Bad lines are listed, good ones are kept. */
export function BarImportPanel() {
  const desk = useDesk();
  const [symbol, setSymbol] = useState('');
  const [timeframe, setTimeframe] = useState('1d');
  const [csv, setCsv] = useState('');
  const [verdict, setVerdict] = useState<Verdict>();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const isReady = symbol.trim() !== '' && csv.trim() !== '' && !isBusy;

  const send = async (path: 'imports/preview' | 'imports') => {
    setBusy(true);
    setError(undefined);
    const address = `${path}?${query({ symbol: symbol.trim(), timeframe })}`;
    try {
      setVerdict({ isTaken: path === 'imports', result: await postCsv<BarImport>(address, csv) });
      if (path === 'imports') desk.retry('series');
    } catch (failure) {
      setVerdict(undefined);
      setError(wordsOf(failure));
    }
    setBusy(false);
  };
  const change = (text: string, name: string | null) => {
    setCsv(text);
    setVerdict(undefined);
    const known = name === null ? null : /^([\w.-]+?)[_-](1m|5m|15m|1h|4h|1d|1w)\.csv$/i.exec(name);
    if (known?.[1] !== undefined && known[2] !== undefined) {
      setSymbol(known[1]);
      setTimeframe(known[2].toLowerCase());
    }
  };
  return (
    <Panel title="Import bars" area="wide">
      <form
        className="form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void send('imports/preview');
        }}
      >
        <Field label="Symbol">
          <input
            className="input"
            required
            maxLength={64}
            placeholder="AAPL"
            value={symbol}
            onChange={(event) => {
              setSymbol(event.target.value);
              setVerdict(undefined);
            }}
          />
        </Field>
        <Field label="Timeframe">
          <Choice
            label="Timeframe of the file"
            value={timeframe}
            options={TIMEFRAMES.map((each) => [each, each])}
            onChoose={(value) => {
              setTimeframe(value);
              setVerdict(undefined);
            }}
          />
        </Field>
        <CsvInput
          label="CSV with a header line"
          placeholder={'timestamp,open,high,low,close,volume\n2024-01-02,100,103,99,102,1200000'}
          value={csv}
          onText={change}
        />
        <div className="form-buttons wide">
          <ActionButton type="submit" needs="trader" disabled={!isReady}>
            Check
          </ActionButton>
          <ActionButton
            needs="trader"
            tone="main"
            disabled={!isReady || verdict === undefined || verdict.isTaken || verdict.result.accepted === 0}
            title="Check first: it says what would be taken"
            onClick={() => void send('imports')}
          >
            {verdict === undefined || verdict.isTaken ? 'Import' : `Import ${count(verdict.result.accepted)} bars`}
          </ActionButton>
          {isBusy && <span role="status">Working…</span>}
          {error !== undefined && (
            <p className="down" role="alert">
              {error}
            </p>
          )}
        </div>
      </form>
      {verdict !== undefined && <Outcome {...verdict} />}
    </Panel>
  );
}

function Outcome({ isTaken, result }: Verdict) {
  const { rows, accepted, duplicate, refused, gaps, refusals, refusals_truncated: isCut } = result;
  return (
    <>
      <p className="panel-text" role="status">
        <strong>
          {isTaken ? 'Imported' : 'Would be imported'}: {count(accepted)} of {count(rows)} lines.
        </strong>{' '}
        {count(refused)} refused{duplicate > 0 && `, ${count(duplicate)} there already`}
        {gaps > 0 && `, ${gaps === 1 ? 'one gap' : `${count(gaps)} gaps`} in time`}.
        {isCut && ` The first ${count(refusals.length)} refusals are listed.`}
      </p>
      {refusals.length > 0 && (
        <div className="bounded">
          <RefusedLines lines={refusals} />
        </div>
      )}
    </>
  );
}

/** What could not be read at all says which rule of files it breaks, and where. */
function wordsOf(failure: unknown): string {
  const { message } = failure as Error;
  const refusals = failure instanceof ApiError ? (failure.body['refusals'] as readonly RefusedLine[] | undefined) : [];
  const first = refusals?.[0];
  return first === undefined ? message : `${message} Line ${first.line}: ${first.message ?? first.rule ?? 'refused'}`;
}
