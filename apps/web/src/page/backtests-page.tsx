import { useState } from 'react';
import type { PageProps } from '../app.js';
import type { BacktestRow } from '../api/wire-backtest.js';
import { usePagedList } from '../desk/use-paged-list.js';
import { RunForm } from '../lab/run-form.js';
import { RunList } from '../lab/run-list.js';
import { RunView } from '../lab/run-view.js';
import { hashOf } from '../layout/route.js';

/** What the pipeline would have done: runs over stored bars, one beside the other. `detail` is the id of the run that is open. */
export function BacktestsPage({ detail, theme }: PageProps) {
  const list = usePagedList<BacktestRow>('backtests', { keyOf: ({ id }) => id, on: ['backtest_progress'] });
  const [against, setAgainst] = useState<string>();
  const chosen = detail ?? list.value?.find(({ status }) => status === 'DONE')?.id;
  const choose = (id: string) => {
    if (id === against) setAgainst(undefined);
    window.location.replace(hashOf({ page: 'backtests', detail: id }));
  };
  return (
    <div className="page">
      <h1 className="sr-only">Backtest lab</h1>
      <RunForm
        onBegun={(id) => {
          list.reload();
          choose(id);
        }}
      />
      <RunList list={list} chosen={chosen} onChoose={choose} against={against} onAgainst={setAgainst} />
      {chosen !== undefined && <RunView key={chosen} id={chosen} against={against} theme={theme} />}
    </div>
  );
}
