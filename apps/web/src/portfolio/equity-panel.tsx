import { useMemo } from 'react';
import type { EquityAt } from '../chart/curve-chart.js';
import { Curve } from '../chart/curve.js';
import { useResource } from '../desk/use-resource.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';
import type { Theme } from '../layout/theme.js';

const POLL_MS = 30_000;

interface EquityAnswer {
  readonly points: readonly { readonly at: string; readonly equity: string }[];
}

/** The account over time, and how far it was under its peak. */
export function EquityPanel({ theme }: { readonly theme: Theme }) {
  const answer = useResource<EquityAnswer>('portfolio/equity', { on: ['position'], everyMs: POLL_MS });
  const points = useMemo(() => withDrawdown(answer.value?.points ?? []), [answer.value]);
  return (
    <Panel title="Equity" area="wide">
      <ListState
        of={answer}
        onRetry={answer.reload}
        isEmpty={({ points: noted }) => noted.length < 2}
        empty="No curve yet: execution notes the account down every minute."
      >
        {() => <Curve label="Equity" theme={theme} points={points} />}
      </ListState>
    </Panel>
  );
}

/** @param noted oldest first */
function withDrawdown(noted: EquityAnswer['points']): EquityAt[] {
  let peak = 0;
  return noted.map(({ at, equity }) => {
    peak = Math.max(peak, Number(equity));
    return { time: at, equity, drawdown_percent: peak === 0 ? 0 : (1 - Number(equity) / peak) * 100 };
  });
}
