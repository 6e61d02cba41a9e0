import { useEffect, useState } from 'react';
import type { BacktestProgress } from '../api/wire-backtest.js';
import { useDesk } from '../desk/use-desk.js';

/** How far each run is, by its id, as the socket tells it. */
export function useProgress(): Readonly<Record<string, BacktestProgress>> {
  const desk = useDesk();
  const [progress, setProgress] = useState<Readonly<Record<string, BacktestProgress>>>({});
  useEffect(
    () =>
      desk.onFrame(({ type, data }) => {
        if (type !== 'backtest_progress') return;
        const told = data as BacktestProgress;
        setProgress((before) => ({ ...before, [told.backtest_id]: told }));
      }),
    [desk],
  );
  return progress;
}
