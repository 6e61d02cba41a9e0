import type { EmergencyExit, ExitReport } from '../api/wire-portfolio.js';
import { useResource } from '../desk/use-resource.js';
import { count, decimalsOf, price, signedMoney } from '../format/number.js';
import { barTime } from '../format/time.js';
import { DirectionMark } from '../layout/badge.js';
import { DataTable } from '../layout/data-table.js';
import { Figures } from '../layout/figures.js';
import { ListState } from '../layout/list-state.js';
import { Notice } from '../layout/notice.js';

/** What an exit closed and what it cost; it is written when the last position is flat. */
export function ExitReportView({ exit }: { readonly exit: EmergencyExit }) {
  const path = exit.has_report ? `emergency-exits/${encodeURIComponent(exit.id)}/report` : null;
  const answer = useResource<{ readonly report: ExitReport }>(path);
  if (path === null) return <Notice kind="loading">What this exit closes is not all closed yet.</Notice>;
  return (
    <ListState of={answer} onRetry={answer.reload} loading="Opening the report…" empty="">
      {({ report }) => <Report report={report} />}
    </ListState>
  );
}

function Report({ report }: { readonly report: ExitReport }) {
  const lost = report.realised_pnl.startsWith('-');
  return (
    <>
      <Figures
        figures={[
          {
            name: 'Result',
            value: signedMoney(report.realised_pnl),
            tone: lost ? 'down' : 'up',
            note: `fees ${price(report.fees)}`,
          },
          { name: 'R', value: price(report.r_multiple) },
          { name: 'Positions closed', value: count(report.positions_closed) },
          { name: 'Time to flat', value: report.seconds_to_flat === null ? '–' : `${count(report.seconds_to_flat)} s` },
          { name: 'Entries withdrawn', value: count(report.withdrawn_entries.length) },
          { name: 'Fired', value: barTime(report.triggered_at, '1m').slice(5) },
        ]}
      />
      {report.positions.length === 0 ? (
        <p className="row-message">Nothing was open: there was nothing to close.</p>
      ) : (
        <DataTable
          label="Positions it closed"
          rows={report.positions}
          keyOf={({ position_id: id }) => id}
          columns={[
            { name: 'Symbol', cell: ({ symbol }) => symbol },
            { name: 'Side', cell: ({ direction }) => <DirectionMark direction={direction} /> },
            { name: 'Pattern', cell: ({ pattern }) => pattern },
            { name: 'Entry', right: true, cell: (row) => price(row.entry_price, decimalsOf(row.entry_price)) },
            { name: 'Exit', right: true, cell: (row) => price(row.exit_price, decimalsOf(row.exit_price)) },
            {
              name: 'Slippage',
              right: true,
              cell: ({ slippage_percent: part }) => (part === null ? '–' : `${part} %`),
            },
            { name: 'Result', right: true, cell: ({ realised_pnl: result }) => signedMoney(result) },
            { name: 'R', right: true, cell: ({ r_multiple: r }) => price(r) },
          ]}
        />
      )}
    </>
  );
}
