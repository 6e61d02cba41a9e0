import { useEffect, useMemo, useRef, useState } from 'react';
import type { Rejection, Signal } from '../api/wire-decision.js';
import type { AsOf } from '../api/wire-explain.js';
import type { Bar } from '../api/wire-market.js';
import { readChartColors } from '../chart/chart-colors.js';
import { ChartLegend } from '../chart/chart-legend.js';
import { PriceChart } from '../chart/price-chart.js';
import { changesAt } from '../chart/series-history.js';
import { seconds } from '../format/time.js';
import type { Theme } from '../layout/theme.js';

interface Props {
  readonly asOf: AsOf<Signal | Rejection>;
  readonly signal: Signal | undefined;
  readonly rejection: Rejection | undefined;
  readonly theme: Theme;
}

/** The chart as it looked when the bar of the decision had closed: it ends there. */
export function AsOfChart({ asOf, signal, rejection, theme }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<PriceChart>(undefined);
  const [hovered, setHovered] = useState<number | null>(null);
  const history = useMemo(
    () => ({
      bars: asOf.bars.map((bar): Bar => ({ ...bar, ratio: null, spread: null, effort_result: null })),
      ranges: asOf.ranges,
      changes: asOf.phases,
      customEvents: asOf.custom_events,
      simulated: asOf.decision.simulated,
    }),
    [asOf],
  );
  useEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    const made = new PriceChart(element, readChartColors(element), setHovered);
    chart.current = made;
    return () => {
      chart.current = undefined;
      made.destroy();
    };
  }, []);
  useEffect(() => {
    if (holder.current !== null) chart.current?.paint(readChartColors(holder.current));
    chart.current?.setBars(history.bars);
    chart.current?.show(history, signal === undefined ? [] : [signal]);
    chart.current?.showLevels(asOf);
    chart.current?.showNewest();
  }, [history, asOf, signal, theme]);
  const bar = chart.current?.barAt(hovered) ?? history.bars.at(-1);
  const time = bar === undefined ? undefined : seconds(bar.open_time);
  const isDecision = time === seconds(asOf.as_of);
  return (
    <div className="chart-body as-of-chart">
      <div
        ref={holder}
        className="chart-canvas"
        role="img"
        aria-label={`${asOf.symbol} ${asOf.timeframe} up to the bar of ${asOf.as_of}`}
      />
      {bar !== undefined && (
        <ChartLegend
          bar={bar}
          timeframe={asOf.timeframe}
          changes={changesAt(history, time)}
          customEvents={asOf.custom_events.filter((event) => seconds(event.event_time) === time)}
          signals={isDecision && signal !== undefined ? [signal] : []}
          rejections={isDecision && rejection !== undefined ? [rejection] : []}
        />
      )}
    </div>
  );
}
