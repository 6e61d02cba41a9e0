import { query } from '../api/request.js';
import type { RunComparison } from '../api/wire-backtest.js';
import { useResource } from '../desk/use-resource.js';
import { signed } from '../format/number.js';
import { words } from '../format/words.js';
import { DataTable } from '../layout/data-table.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';

/** Two runs figure by figure; the curve of the second is the other line above. */
export function Comparison({ a, b }: { readonly a: string; readonly b: string }) {
  const answer = useResource<RunComparison>(`backtests/compare?${query({ a, b })}`);
  return (
    <Panel
      title="Against the other run"
      area="wide"
      extra={
        answer.value?.insufficient_sample === true && (
          <span className="chip chip-warn" title="One of the two has under 30 trades: its ratios may be chance.">
            insufficient sample
          </span>
        )
      }
    >
      <ListState of={answer} onRetry={answer.reload} empty="" loading="Comparing…">
        {({ figures }) => (
          <DataTable
            label="Comparison"
            rows={figures}
            keyOf={({ figure }) => figure}
            columns={[
              { name: 'Figure', cell: ({ figure }) => spoken(figure) },
              { name: 'This run', right: true, cell: (row) => shown(row.a) },
              { name: 'The other', right: true, cell: (row) => shown(row.b) },
              {
                name: 'Other minus this',
                right: true,
                cell: ({ difference }) =>
                  difference === null ? '–' : signed(difference, Number.isInteger(difference) ? 0 : 2),
              },
            ]}
          />
        )}
      </ListState>
    </Panel>
  );
}

/** `maxDrawdownPercent` as words. */
function spoken(figure: string): string {
  return words(figure.replaceAll(/([A-Z])/g, ' $1').trim())
    .replace(/ percent$/, ' %')
    .replace(/ r$/, ' R')
    .replace('pnl', 'result');
}

function shown(value: number | string | null): string {
  if (value === null) return '–';
  return Number(value).toLocaleString('en-US', { maximumFractionDigits: 2 });
}
