import { useEffect, useRef } from 'react';
import { query } from '../api/request.js';
import type { BacktestTrade } from '../api/wire-backtest.js';
import type { BarsPage } from '../api/wire-market.js';
import { readChartColors } from '../chart/chart-colors.js';
import { PriceChart } from '../chart/price-chart.js';
import { useResource } from '../desk/use-resource.js';
import { seconds } from '../format/time.js';
import { SimulatedBadge } from '../layout/badge.js';
import { Notice } from '../layout/notice.js';
import type { Theme } from '../layout/theme.js';

interface Props {
  readonly trade: BacktestTrade;
  /** All of the run: those of the same series are marked too. */
  readonly trades: readonly BacktestTrade[];
  readonly theme: Theme;
}

const MAX_BARS = 500;
/** Bars shown after the end of the trade. */
const BARS_AFTER = 60;
const BAR_MS: Readonly<Record<string, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '1d': 86_400_000,
  '1w': 604_800_000,
};

/** The bars around one trade, with everything that was traded on them. */
export function TradeChart({ trade, trades, theme }: Props) {
  const { symbol, timeframe } = trade;
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<PriceChart>(undefined);
  const end = Date.parse(trade.closed_at ?? trade.opened_at) + BARS_AFTER * (BAR_MS[timeframe] ?? 86_400_000);
  const to = new Date(end).toISOString();
  const bars = useResource<BarsPage>(`bars?${query({ symbol, timeframe, to, limit: MAX_BARS, measures: true })}`);
  useEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    const made = new PriceChart(element, readChartColors(element), () => undefined);
    chart.current = made;
    return () => {
      chart.current = undefined;
      made.destroy();
    };
  }, []);
  useEffect(() => {
    if (holder.current !== null) chart.current?.paint(readChartColors(holder.current));
  }, [theme]);
  useEffect(() => {
    if (bars.value === undefined) return;
    chart.current?.setBars(bars.value.items.toReversed());
    chart.current?.showTrades(trades.filter((each) => each.symbol === symbol && each.timeframe === timeframe));
    chart.current?.showNewest();
    chart.current?.reveal(seconds(trade.opened_at));
  }, [bars.value, trade, trades, symbol, timeframe, theme]);
  return (
    <div className="chart-body trade-chart">
      <div
        ref={holder}
        className="chart-canvas"
        role="img"
        aria-label={`Trades of ${symbol} ${timeframe} on its bars`}
      />
      <p className="legend">
        <strong>{symbol}</strong> {timeframe} {bars.value?.simulated === true && <SimulatedBadge />}
      </p>
      {bars.value === undefined && bars.error === undefined && <Notice kind="loading">Loading bars…</Notice>}
      {bars.value?.items.length === 0 && (
        <Notice kind="empty">The bars of this run are not stored: they came with its file.</Notice>
      )}
      {bars.error !== undefined && (
        <Notice kind="error" onRetry={bars.reload}>
          {bars.error}
        </Notice>
      )}
    </div>
  );
}
