import { useCallback, useEffect, useRef, useState } from 'react';
import type { Rejection, Signal } from '../api/wire-decision.js';
import type { Bar, Levels, LiveBar, Series } from '../api/wire-market.js';
import type { Frame } from '../api/feed.js';
import { query } from '../api/request.js';
import { useDesk, useDeskState } from '../desk/use-desk.js';
import { useResource } from '../desk/use-resource.js';
import { seriesKey } from '../desk/desk-state.js';
import { decimalsOf, price, signedPercent } from '../format/number.js';
import { seconds } from '../format/time.js';
import { Notice } from '../layout/notice.js';
import { PhaseChip, SimulatedBadge } from '../layout/badge.js';
import type { Theme } from '../layout/theme.js';
import { readChartColors } from './chart-colors.js';
import { ChartLegend } from './chart-legend.js';
import { PriceChart } from './price-chart.js';
import { changesAt, historyAfter, isOf, loadHistory, type SeriesHistory } from './series-history.js';

const NONE: readonly never[] = [];
/** Zones change with bars; being a little late with them misleads nobody. */
const LEVELS_POLL_MS = 20_000;
const RETRY_MS = 4_000;

/** The chart of the chosen series: loads what is stored, then moves with the tape. */
export function ChartPanel({ series, theme, revealed }: { series: Series; theme: Theme; revealed: string | null }) {
  const desk = useDesk();
  const { symbol, timeframe } = series;
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<PriceChart>(undefined);
  /** Set once the stored bars are on the chart: live bars wait for them. */
  const ready = useRef(false);
  const [history, setHistory] = useState<SeriesHistory>();
  const [error, setError] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const [hovered, setHovered] = useState<number | null>(null);
  const [newest, setNewest] = useState<Bar>();
  const signals = useDeskState<readonly Signal[]>((state) => state.signals.value ?? NONE);
  const rejections = useDeskState<readonly Rejection[]>((state) => state.rejections.value ?? NONE);
  const warming = useDeskState((state) => state.warming[seriesKey(series)] ?? 0);

  const levels = useResource<Levels>(`levels?${query({ symbol, timeframe })}`, { everyMs: LEVELS_POLL_MS });
  const [areLevelsShown, showLevels] = useState(true);
  const higher = levels.value?.higher ?? null;

  const retry = useCallback(() => setAttempt((n) => n + 1), []);

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
    const asked = new AbortController();
    let timer: number | undefined;
    setError(undefined);
    const load = async () => {
      try {
        const loaded = await loadHistory(symbol, timeframe, asked.signal);
        setHistory(loaded);
        setNewest(loaded.bars.at(-1));
        chart.current?.setBars(loaded.bars);
        if (!ready.current) chart.current?.showNewest();
        ready.current = true;
      } catch (failure) {
        if (asked.signal.aborted) return;
        setError((failure as Error).message);
        timer = window.setTimeout(retry, RETRY_MS);
      }
    };
    void load();
    return () => {
      asked.abort();
      window.clearTimeout(timer);
    };
  }, [symbol, timeframe, attempt, retry]);

  useEffect(() => {
    const waiting: Frame[] = [];
    let paint: number | undefined;
    const apply = () => {
      paint = undefined;
      if (!ready.current) {
        paint = window.requestAnimationFrame(apply);
        return;
      }
      const frames = waiting.splice(0);
      const bars = frames.filter((frame) => frame.type === 'bar').map((frame) => frame.data as LiveBar);
      const inOrder = bars.every((bar) => chart.current?.addBar(bar) ?? true);
      if (!inOrder || frames.some((frame) => frame.type === 'reset')) retry();
      const last = bars.at(-1);
      if (last !== undefined) setNewest(last);
      setHistory((before) => (before === undefined ? before : frames.reduce(historyAfter, before)));
    };
    const stop = desk.onFrame((frame) => {
      if (frame.type !== 'reset' && !isOf(frame, symbol, timeframe)) return;
      waiting.push(frame);
      paint ??= window.requestAnimationFrame(apply);
    });
    return () => {
      stop();
      if (paint !== undefined) window.cancelAnimationFrame(paint);
    };
  }, [desk, symbol, timeframe, retry]);

  const ofSeries = signals.filter((signal) => signal.symbol === symbol && signal.timeframe === timeframe);
  useEffect(() => {
    if (holder.current !== null) chart.current?.paint(readChartColors(holder.current));
  }, [theme]);
  useEffect(() => {
    if (history !== undefined) chart.current?.show(history, ofSeries);
    // The list itself is new with every frame; what matters is which signals are in it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [history, theme, ofSeries.map((signal) => signal.id).join()]);
  useEffect(
    () => chart.current?.showLevels(areLevelsShown ? (levels.value ?? null) : null),
    [levels.value, areLevelsShown],
  );
  useEffect(() => {
    if (revealed !== null) chart.current?.reveal(seconds(revealed));
  }, [revealed]);

  const bar = hovered === null ? newest : (chart.current?.barAt(hovered) ?? newest);
  const time = bar === undefined ? undefined : seconds(bar.open_time);
  return (
    <section className="panel chart-panel" aria-label={`Chart of ${symbol} ${timeframe}`}>
      <header className="chart-head">
        <h2>
          {symbol} <span className="timeframe">{timeframe}</span>
        </h2>
        <LastPrice series={series} />
        <PhaseChip side={series.side} phase={series.phase} long />
        {warming > 0 && <span className="chip chip-warn">Warming up: {warming} bars to go</span>}
        {(series.simulated || history?.simulated === true) && <SimulatedBadge />}
        {higher !== null && higher.phase !== null && (
          <span className="chip chip-quiet" title={`Where the ${higher.timeframe} bars made of these stand`}>
            {higher.timeframe}: phase {higher.phase}
          </span>
        )}
        <label className="only" title="Supply and demand zones, and ice and creek of the longer timeframe">
          <input type="checkbox" checked={areLevelsShown} onChange={(event) => showLevels(event.target.checked)} />
          zones
        </label>
        <EffortKey />
      </header>
      <div className="chart-body">
        <div ref={holder} className="chart-canvas" />
        {bar !== undefined && (
          <ChartLegend
            bar={bar}
            timeframe={timeframe}
            changes={changesAt(history, time)}
            customEvents={(history?.customEvents ?? NONE).filter((event) => seconds(event.event_time) === time)}
            signals={ofSeries.filter((signal) => seconds(signal.bar_time) === time)}
            rejections={rejections.filter(
              (each) => each.symbol === symbol && each.timeframe === timeframe && seconds(each.bar_time) === time,
            )}
          />
        )}
        {history === undefined && error === undefined && <Notice kind="loading">Loading bars…</Notice>}
        {history?.bars.length === 0 && (
          <Notice kind="empty">
            No bars of {symbol} {timeframe} are stored yet. Import a file with <code>POST /api/v1/imports</code>.
          </Notice>
        )}
        {error !== undefined && (
          <Notice kind="error" onRetry={retry}>
            The chart could not be loaded. {error}
          </Notice>
        )}
      </div>
    </section>
  );
}

function LastPrice({ series }: { series: Series }) {
  const { last_price: last, previous_price: before } = series;
  if (last === null) return null;
  const change = before === null || Number(before) === 0 ? null : (Number(last) / Number(before) - 1) * 100;
  return (
    <p className="last-price">
      <strong className="num">{price(last, decimalsOf(last, before))}</strong>
      {change !== null && (
        <span className={`num ${change < 0 ? 'down' : 'up'}`} title="Against the close before">
          {signedPercent(change)}
        </span>
      )}
    </p>
  );
}

/** What the colours of the volume say. */
function EffortKey() {
  return (
    <ul className="effort-key" aria-label="Colours of the volume">
      <li className="effort-climactic">Climactic</li>
      <li className="effort-absorption">Absorption</li>
      <li className="effort-no-demand">No demand</li>
      <li className="effort-no-supply">No supply</li>
    </ul>
  );
}
