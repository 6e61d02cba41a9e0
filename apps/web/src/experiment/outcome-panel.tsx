import { useState } from 'react';
import type { OutcomeMetrics, WindowMetrics } from '../api/wire-experiment.js';
import { useResource } from '../desk/use-resource.js';
import { signed } from '../format/number.js';
import { words } from '../format/words.js';
import { DataTable } from '../layout/data-table.js';
import { ListState } from '../layout/list-state.js';
import { Tabs } from '../layout/tabs.js';

const POLL_MS = 15_000;
const EXITS = [
  { name: 'OWN', label: 'By their own exits' },
  { name: 'SYNCHRONISED', label: 'With the real exit' },
] as const;

/** How both engines did, by window; real and shadow apart, and nothing said of too few. */
export function OutcomePanel() {
  const [exit, setExit] = useState<WindowMetrics['exit']>('OWN');
  const metrics = useResource<OutcomeMetrics>('experiments/outcomes/metrics', { on: ['position'], everyMs: POLL_MS });
  return (
    <section className="panel wide" aria-label="How the engines did">
      <Tabs label="Outcomes" tabs={EXITS} chosen={exit} onChoose={setExit}>
        <ListState
          of={metrics}
          onRetry={metrics.reload}
          empty="No engine has ended a trade yet."
          isEmpty={({ items }) => items.every(({ sample }) => sample === 0)}
        >
          {(value) => <Windows metrics={value} exit={exit} />}
        </ListState>
      </Tabs>
    </section>
  );
}

function Windows({ metrics, exit }: { readonly metrics: OutcomeMetrics; readonly exit: WindowMetrics['exit'] }) {
  const { least_sample: least, sound_sample: sound } = metrics;
  return (
    <>
      <DataTable
        label="Outcomes by window"
        rows={metrics.items.filter((row) => row.exit === exit && row.sample > 0)}
        keyOf={({ window, engine, kind }) => `${window} ${engine} ${kind}`}
        columns={[
          { name: 'Window', cell: ({ window }) => window },
          { name: 'Engine', cell: ({ engine }) => engine },
          { name: 'Orders', cell: ({ kind }) => words(kind).toLowerCase() },
          { name: 'Ended', right: true, cell: ({ sample }) => sample },
          {
            name: 'Won',
            right: true,
            cell: ({ win_rate_percent: won }) => (won === null ? '–' : `${won.toFixed(1)} %`),
          },
          {
            name: 'Mean R',
            right: true,
            cell: ({ expectancy_r: r }) => (r === null ? '–' : signed(r, 2)),
          },
          { name: 'Sharpe a trade', right: true, cell: ({ sharpe }) => (sharpe === null ? '–' : sharpe.toFixed(2)) },
          { name: 'Sample', cell: (row) => <Sample row={row} least={least} sound={sound} /> },
        ]}
      />
      <DataTable
        label="A against B on the same signals"
        rows={metrics.comparison.filter((row) => row.exit === exit)}
        keyOf={({ window }) => window}
        columns={[
          { name: 'A against B', cell: ({ window }) => window },
          { name: 'Pairs', right: true, cell: ({ pairs }) => pairs },
          {
            name: 'B minus A, mean R',
            right: true,
            cell: ({ mean_difference_r: r }) => (r === null ? '–' : signed(r, 2)),
          },
          {
            name: 'Judgement',
            cell: ({ judgement }) =>
              judgement === 'insufficient sample' ? <span className="chip chip-warn">{judgement}</span> : judgement,
          },
        ]}
      />
    </>
  );
}

function Sample({
  row,
  least,
  sound,
}: {
  readonly row: WindowMetrics;
  readonly least: number;
  readonly sound: number;
}) {
  if (row.sufficiency === 'sound') return 'sound';
  const title =
    row.sufficiency === 'not-reported'
      ? `Nothing is reported under ${least} ended trades.`
      : `Nothing is judged under ${sound} ended trades.`;
  return (
    <span className="chip chip-warn" title={title}>
      {row.sufficiency === 'not-reported' ? 'not reported' : row.sufficiency}
    </span>
  );
}
