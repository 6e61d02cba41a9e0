import { useState, type FormEvent } from 'react';
import { postJson } from '../api/request.js';
import { useDeskState } from '../desk/use-desk.js';
import { Choice } from '../layout/choice.js';
import { Field } from '../layout/field.js';
import { Panel } from '../layout/panel.js';
import { ActionButton } from '../session/action-button.js';

interface Props {
  /** A run has ended well; `id` is what it is kept under. */
  readonly onDone: (id: string) => void;
}

/** What to run the pipeline over, and with which account. */
export function RunForm({ onDone }: Props) {
  const series = useDeskState((state) => state.series.value);
  const timeframes = [...new Set(series?.map(({ timeframe }) => timeframe))];
  const [wanted, setTimeframe] = useState('');
  const timeframe = timeframes.includes(wanted) ? wanted : (timeframes[0] ?? '1d');
  const symbols = series?.filter((each) => each.timeframe === timeframe).map(({ symbol }) => symbol) ?? [];
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = symbols.filter((symbol) => !left.has(symbol));
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [equity, setEquity] = useState('100000');
  const [profile, setProfile] = useState('classic');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const { backtest_id: id } = await postJson<{ readonly backtest_id: string }>('orchestrator/backtest', {
        symbols: chosen,
        timeframe,
        ...(from === '' ? {} : { start_date: from }),
        ...(to === '' ? {} : { end_date: to }),
        options: { initial_equity: equity.trim(), profile },
      });
      onDone(id);
    } catch (failure) {
      setError((failure as Error).message);
    }
    setBusy(false);
  };
  return (
    <Panel title="New backtest">
      <form
        className="form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void run();
        }}
      >
        <Field label="Timeframe">
          <Choice
            label="Timeframe"
            value={timeframe}
            options={(timeframes.length === 0 ? ['1d'] : timeframes).map((each) => [each, each])}
            onChoose={setTimeframe}
          />
        </Field>
        <Field label="From">
          <input className="input" type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <Field label="To">
          <input className="input" type="date" value={to} onChange={(event) => setTo(event.target.value)} />
        </Field>
        <Field label="Equity">
          <input
            className="input num"
            inputMode="decimal"
            pattern="\d+(\.\d+)?"
            title="A plain number, like 100000"
            required
            value={equity}
            onChange={(event) => setEquity(event.target.value)}
          />
        </Field>
        <Field label="Profile">
          <Choice
            label="Profile"
            value={profile}
            options={[
              ['classic', 'classic: graded'],
              ['strict', 'strict'],
            ]}
            onChoose={setProfile}
          />
        </Field>
        <fieldset>
          <legend>
            Symbols, {chosen.length} of {symbols.length}
          </legend>
          <div className="ticks">
            {symbols.map((symbol) => (
              <label key={symbol} className="only">
                <input
                  type="checkbox"
                  checked={!left.has(symbol)}
                  onChange={(event) => setLeft(toggled(left, symbol, !event.target.checked))}
                />
                {symbol}
              </label>
            ))}
            {symbols.length === 0 && (
              <span className="muted">No bars are stored yet: import some on the page Data.</span>
            )}
          </div>
        </fieldset>
        <div className="form-buttons wide">
          <ActionButton type="submit" tone="main" needs="trader" disabled={isBusy || chosen.length === 0}>
            {isBusy ? 'Running…' : 'Run'}
          </ActionButton>
          {symbols.length > 1 && (
            <button
              type="button"
              className="button"
              onClick={() => setLeft(chosen.length === 0 ? new Set() : new Set(symbols))}
            >
              {chosen.length === 0 ? 'All symbols' : 'No symbol'}
            </button>
          )}
          {error !== undefined && (
            <p className="down" role="alert">
              {error}
            </p>
          )}
        </div>
      </form>
    </Panel>
  );
}

function toggled(set: ReadonlySet<string>, member: string, isIn: boolean): ReadonlySet<string> {
  const others = [...set].filter((each) => each !== member);
  return new Set(isIn ? [...others, member] : others);
}
