import { useEffect, useRef } from 'react';
import { signedPercent } from '../format/number.js';
import type { Theme } from '../layout/theme.js';
import { readChartColors } from './chart-colors.js';
import { CurveChart, type EquityAt } from './curve-chart.js';

interface Props {
  readonly label: string;
  readonly theme: Theme;
  readonly points: readonly EquityAt[];
  readonly other?: readonly EquityAt[] | undefined;
}

/** The course of an account; its beginning, end and deepest fall are also said in words. */
export function Curve({ label, theme, points, other }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<CurveChart>(undefined);
  useEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    const made = new CurveChart(element, readChartColors(element));
    chart.current = made;
    return () => {
      chart.current = undefined;
      made.destroy();
    };
  }, []);
  useEffect(() => {
    if (holder.current !== null) chart.current?.paint(readChartColors(holder.current));
  }, [theme]);
  useEffect(() => chart.current?.show(points, other), [points, other]);
  return (
    <figure className="curve">
      <div ref={holder} className="curve-canvas" role="img" aria-label={`${label}: ${inWords(points)}`} />
    </figure>
  );
}

function inWords(points: readonly EquityAt[]): string {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return 'no points';
  const change = (Number(last.equity) / Number(first.equity) - 1) * 100;
  const deepest = points.reduce((most, { drawdown_percent: fall }) => Math.max(most, fall), 0);
  return `from ${first.equity} to ${last.equity}, ${signedPercent(change)}, deepest fall ${deepest.toFixed(2)} %`;
}
