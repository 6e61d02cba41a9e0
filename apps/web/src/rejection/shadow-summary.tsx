import type { RuleCost } from '../api/wire-decision.js';
import { useResource } from '../desk/use-resource.js';
import { count, signed } from '../format/number.js';
import { words } from '../format/words.js';
import { DataTable } from '../layout/data-table.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';

/** Shadows end with bars, and no frame says so. */
const POLL_MS = 15_000;

/** What each rule cost or saved: how those it refused would have ended. */
export function ShadowSummary() {
  const summary = useResource<{ readonly items: readonly RuleCost[] }>('rejections/shadow-summary', {
    on: ['signal_rejected'],
    everyMs: POLL_MS,
  });
  return (
    <Panel title="Had they been taken">
      <ListState
        of={summary}
        onRetry={summary.reload}
        empty="No refused candidate has been followed yet."
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items }) => (
          <DataTable
            label="What each rule cost or saved"
            rows={items}
            keyOf={(row) => `${row.stage} ${row.reason}`}
            columns={[
              { name: 'Rule', cell: (row) => words(row.reason) },
              { name: 'Refused', right: true, cell: (row) => count(row.count) },
              { name: 'Ended', right: true, cell: (row) => count(row.ended) },
              { name: 'Won', right: true, cell: (row) => (row.win_rate_pct === null ? '–' : `${row.win_rate_pct} %`) },
              {
                name: 'Mean R',
                right: true,
                cell: ({ expectancy_r: r }) =>
                  r === null ? '–' : <span className={Number(r) > 0 ? 'down' : 'up'}>{signed(Number(r), 2)}</span>,
              },
              { name: 'Read as', cell: (row) => <Reading row={row} /> },
            ]}
          />
        )}
      </ListState>
    </Panel>
  );
}

function Reading({ row }: { readonly row: RuleCost }) {
  if (row.insufficient_sample) {
    return (
      <span className="chip chip-warn" title={`Only ${row.ended} have ended: chance may explain this.`}>
        insufficient sample
      </span>
    );
  }
  if (row.expectancy_r === null) return null;
  return Number(row.expectancy_r) > 0 ? (
    <span className="down">cost profit</span>
  ) : (
    <span className="up">saved losses</span>
  );
}
