import type { SweepReport, WalkForwardReport } from '../api/wire-backtest.js';
import { signed, signedMoney } from '../format/number.js';
import { barTime } from '../format/time.js';
import { words } from '../format/words.js';
import { DataTable } from '../layout/data-table.js';
import { Figures } from '../layout/figures.js';
import { Panel } from '../layout/panel.js';
import { percent, ratio } from './run-figures.js';

const CAUTION: Readonly<Record<string, string>> = {
  'insufficient-sample': 'Insufficient sample: the best combination has too few trades to say anything.',
  'not-above-chance': 'Not above chance: the best of as many tries without skill would often look as good.',
  'expectancy-may-be-zero': 'The interval of the best expectancy holds zero.',
};

/** Every combination that was tried; what is shown above is the best of them. */
export function SweepPanel({ report }: { readonly report: SweepReport }) {
  const { rows, best, deflated_sharpe: deflated } = report;
  const ordered = rows
    .map((row, place) => ({ ...row, isBest: place === best }))
    .toSorted((a, b) => (b.objective_value ?? -Infinity) - (a.objective_value ?? -Infinity));
  return (
    <Panel title={`Sweep by ${words(report.objective).toLowerCase()}`} count={rows.length} area="wide">
      {report.cautions.map((caution) => (
        <p key={caution} className="stale">
          {CAUTION[caution] ?? words(caution)}
        </p>
      ))}
      {deflated !== null && (
        <p className="panel-text">
          The best of {deflated.trials} tries is better than luck with a probability of{' '}
          <strong>{(deflated.probability * 100).toFixed(0)} %</strong> (deflated Sharpe).
        </p>
      )}
      <DataTable
        label="Sweep"
        rows={ordered}
        keyOf={({ varied }) => variedWords(varied)}
        columns={[
          { name: 'Options', cell: ({ varied }) => variedWords(varied) },
          { name: '', cell: ({ isBest }) => (isBest ? <span className="chip chip-good">best</span> : null) },
          { name: 'Trades', right: true, cell: ({ trades }) => trades },
          { name: 'Expectancy', right: true, cell: ({ expectancy_r: r }) => (r === null ? '–' : `${signed(r, 2)} R`) },
          { name: 'Result', right: true, cell: (row) => signedMoney(row.net_pnl) },
          { name: 'Drawdown', right: true, cell: (row) => percent(row.max_drawdown_percent) },
          { name: 'Sharpe', right: true, cell: ({ sharpe }) => ratio(sharpe) },
          {
            name: 'Sample',
            cell: (row) =>
              row.insufficient_sample ? <span className="chip chip-warn">insufficient sample</span> : 'sound',
          },
        ]}
      />
    </Panel>
  );
}

/** What was chosen when, and how it did afterwards; the curve above is out of sample only. */
export function WalkForwardPanel({ report }: { readonly report: WalkForwardReport }) {
  const { efficiency, in_sample_expectancy_r: inside, out_of_sample_expectancy_r: outside } = report;
  return (
    <Panel title="Walk-forward" count={report.steps.length} area="wide">
      <Figures
        figures={[
          { name: 'In sample', value: inside === null ? '–' : `${signed(inside, 2)} R`, note: 'where it was chosen' },
          {
            name: 'Out of sample',
            value: outside === null ? '–' : `${signed(outside, 2)} R`,
            note: 'where it had to prove itself',
          },
          {
            name: 'Efficiency',
            value: efficiency === null ? '–' : `${(efficiency * 100).toFixed(0)} %`,
            note: efficiency === null ? 'nothing was promised' : 'of the promise was kept',
          },
        ]}
      />
      <DataTable
        label="Walk-forward steps"
        rows={report.steps}
        keyOf={({ chosen_at: at }) => at}
        columns={[
          { name: 'Chosen', cell: ({ chosen_at: at }) => barTime(at, '1d') },
          { name: 'Until', cell: ({ through }) => barTime(through, '1d') },
          {
            name: 'Options',
            cell: ({ varied, because }) => `${variedWords(varied)}${because === 'KEPT' ? ' (kept)' : ''}`,
          },
          {
            name: 'In sample',
            right: true,
            cell: ({ in_sample: { expectancy_r: r } }) => (r === null ? '–' : `${signed(r, 2)} R`),
          },
          {
            name: 'Out of sample',
            right: true,
            cell: ({ out_of_sample: { expectancy_r: r } }) => (r === null ? '–' : `${signed(r, 2)} R`),
          },
          { name: 'Trades', right: true, cell: ({ out_of_sample: { trades } }) => trades },
          {
            name: 'Sample',
            cell: ({ out_of_sample: each }) =>
              each.insufficient_sample ? <span className="chip chip-warn">insufficient sample</span> : 'sound',
          },
        ]}
      />
    </Panel>
  );
}

function variedWords(varied: Readonly<Record<string, string | number>>): string {
  return Object.entries(varied)
    .map(([name, value]) => `${words(name).toLowerCase()} ${value}`)
    .join(', ');
}
