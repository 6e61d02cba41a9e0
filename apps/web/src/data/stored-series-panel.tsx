import { useState } from 'react';
import { query } from '../api/request.js';
import type { SeriesGaps, StoredSeries } from '../api/wire-data.js';
import { useResource } from '../desk/use-resource.js';
import { count } from '../format/number.js';
import { barTime } from '../format/time.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';
import { hashOf } from '../layout/route.js';
import { VirtualTable } from '../layout/virtual-table.js';

const keyOf = ({ symbol, timeframe }: { readonly symbol: string; readonly timeframe: string }) =>
  `${symbol}:${timeframe}`;

/** What bars there are, and what the calendar expects besides. */
export function StoredSeriesPanel() {
  const stored = useResource<{ readonly items: readonly StoredSeries[] }>('bars/series', { on: ['feed'] });
  const [chosen, setChosen] = useState<StoredSeries>();
  return (
    <>
      <Panel title="Stored bars" count={stored.value?.items.length} tall>
        <ListState
          of={stored}
          onRetry={stored.reload}
          isEmpty={({ items }) => items.length === 0}
          empty="No bars are stored yet. Import a file above, or start a feed."
        >
          {({ items }) => (
            <VirtualTable
              label="Stored bars"
              rows={items}
              keyOf={keyOf}
              columns={[
                {
                  name: 'Series',
                  width: '2fr',
                  cell: (row) => (
                    <>
                      <a href={hashOf({ page: 'market', detail: keyOf(row) })}>{row.symbol}</a>{' '}
                      <span className="timeframe">{row.timeframe}</span>{' '}
                      {row.simulated && <span className="sim-mark">simulated</span>}
                    </>
                  ),
                },
                { name: 'Bars', width: '70px', right: true, cell: ({ bars }) => count(bars) },
                {
                  name: 'First',
                  width: '112px',
                  cell: ({ first_bar_time: at, timeframe }) => barTime(at, timeframe),
                },
                { name: 'Last', width: '112px', cell: ({ last_bar_time: at, timeframe }) => barTime(at, timeframe) },
                {
                  name: 'Gaps',
                  width: '62px',
                  cell: (row) => (
                    <button type="button" className="button" onClick={() => setChosen(row)}>
                      Find<span className="sr-only"> gaps of {keyOf(row)}</span>
                    </button>
                  ),
                },
              ]}
            />
          )}
        </ListState>
      </Panel>
      <Gaps of={chosen} />
    </>
  );
}

function Gaps({ of }: { readonly of: StoredSeries | undefined }) {
  const path = of === undefined ? null : `bars/gaps?${query({ symbol: of.symbol, timeframe: of.timeframe })}`;
  const gaps = useResource<SeriesGaps>(path);
  return (
    <Panel
      title={of === undefined ? 'Gaps' : `Gaps of ${of.symbol} ${of.timeframe}`}
      count={gaps.value?.items.length}
      tall
    >
      {of === undefined ? (
        <p className="notice">Find shows where the calendar of a series expects bars that are not stored.</p>
      ) : (
        <ListState
          of={gaps}
          onRetry={gaps.reload}
          loading="Reading the bars…"
          isEmpty={({ items }) => items.length === 0}
          empty={`No gap in ${count(gaps.value?.bars_read ?? 0)} bars: every bar the calendar expects is there.`}
        >
          {({ items, missing_bars: missing }) => (
            <>
              <p className="panel-text">{count(missing)} expected bars are missing.</p>
              <VirtualTable
                label="Gaps"
                rows={items}
                keyOf={({ after }) => after}
                columns={[
                  { name: 'After', width: '1fr', cell: ({ after }) => barTime(after, of.timeframe) },
                  { name: 'Before', width: '1fr', cell: ({ before }) => barTime(before, of.timeframe) },
                  { name: 'Missing', width: '70px', right: true, cell: ({ missing_bars: each }) => count(each) },
                ]}
              />
            </>
          )}
        </ListState>
      )}
    </Panel>
  );
}
