import { useState, type FormEvent } from 'react';
import { postJson, sendJson } from '../api/request.js';
import type { Series } from '../api/wire-market.js';
import { useAction } from '../desk/use-action.js';
import { useDesk, useDeskState } from '../desk/use-desk.js';
import { Choice } from '../layout/choice.js';
import { Field } from '../layout/field.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';
import { Said } from '../layout/said.js';
import { TIMEFRAMES } from '../layout/timeframes.js';
import { VirtualTable } from '../layout/virtual-table.js';
import { seriesKey } from '../desk/desk-state.js';
import { ActionButton } from '../session/action-button.js';

/** Which series are watched; what is taken off keeps its bars. */
export function WatchlistPanel() {
  const desk = useDesk();
  const series = useDeskState((state) => state.series);
  const [symbol, setSymbol] = useState('');
  const [timeframe, setTimeframe] = useState('1d');
  const { isBusy, said, run } = useAction();
  const add = () =>
    run(async () => {
      await postJson('watchlist', { symbol: symbol.trim(), timeframe });
      setSymbol('');
      desk.retry('series');
      return `${symbol.trim()} ${timeframe} is watched.`;
    });
  const remove = ({ symbol: name, timeframe: of }: Series) =>
    run(async () => {
      await sendJson('DELETE', `watchlist/${encodeURIComponent(name)}/${of}`);
      desk.retry('series');
      return `${name} ${of} is not watched any more.`;
    });
  return (
    <Panel title="Watchlist" count={series.value?.filter(({ watched }) => watched).length} tall>
      <form
        className="form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          add();
        }}
      >
        <Field label="Symbol">
          <input
            className="input"
            required
            maxLength={64}
            placeholder="AAPL"
            value={symbol}
            onChange={(event) => setSymbol(event.target.value)}
          />
        </Field>
        <Field label="Timeframe">
          <Choice
            label="Timeframe to watch"
            value={timeframe}
            options={TIMEFRAMES.map((each) => [each, each])}
            onChoose={setTimeframe}
          />
        </Field>
        <div className="form-buttons">
          <ActionButton type="submit" needs="admin" disabled={isBusy || symbol.trim() === ''}>
            Watch
          </ActionButton>
        </div>
      </form>
      <Said of={said} />
      <ListState of={series} onRetry={() => desk.retry('series')} empty="Nothing is watched and no bars are stored.">
        {(rows) => (
          <VirtualTable
            label="Watched series"
            rows={rows}
            keyOf={seriesKey}
            columns={[
              {
                name: 'Series',
                width: '2fr',
                cell: (row) => (
                  <>
                    <strong>{row.symbol}</strong> <span className="timeframe">{row.timeframe}</span>
                    {row.simulated && <span className="sim-mark"> simulated</span>}
                  </>
                ),
              },
              {
                name: 'Watched',
                width: '1fr',
                cell: ({ watched }) =>
                  watched ? (
                    <span className="chip chip-good">watched</span>
                  ) : (
                    <span className="muted" title="It has bars, so it is followed without being on the list.">
                      has bars
                    </span>
                  ),
              },
              {
                name: 'Change',
                width: '92px',
                cell: (row) =>
                  row.watched && (
                    <ActionButton needs="admin" onClick={() => remove(row)}>
                      Remove<span className="sr-only"> {seriesKey(row)}</span>
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
