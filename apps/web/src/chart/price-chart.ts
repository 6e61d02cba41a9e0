import {
  CandlestickSeries,
  ColorType,
  createChart,
  createSeriesMarkers,
  CrosshairMode,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type Logical,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import type { Signal } from '../api/wire-decision.js';
import type { Bar, Levels } from '../api/wire-market.js';
import { decimalsOf } from '../format/number.js';
import { seconds } from '../format/time.js';
import { withAlpha, type ChartColors } from './chart-colors.js';
import { ChartOverlay } from './chart-overlay.js';
import { customMarks, eventMarks } from './event-marks.js';
import { phaseBands } from './phase-bands.js';
import type { SeriesHistory } from './series-history.js';
import { shownRanges } from './shown-ranges.js';
import { tradeMarks, type MarkedTrade } from './trade-marks.js';

/** Share of the height that volume gets, of 100. */
const VOLUME_STRETCH = 20;
/** Room a bar gets at first. Unit: CSS pixels. */
const FIRST_BAR_PX = 5.2;
/** Bars kept while live bars come in; a screen shows a fraction of them. */
const MAX_BARS = 3_000;

/** The chart of one series. Knows the library; the rest of the page does not. */
export class PriceChart {
  readonly #chart: IChartApi;
  readonly #candles: ISeriesApi<'Candlestick'>;
  readonly #volume: ISeriesApi<'Histogram'>;
  readonly #markers: ISeriesMarkersPluginApi<Time>;
  readonly #overlay: ChartOverlay;
  #colors: ChartColors;
  #bars: Bar[] = [];
  #times: number[] = [];

  constructor(container: HTMLElement, colors: ChartColors, onHover: (time: number | null) => void) {
    this.#colors = colors;
    this.#chart = createChart(container, {
      autoSize: true,
      crosshair: { mode: CrosshairMode.Normal },
      rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.12, bottom: 0.06 } },
      timeScale: {
        borderVisible: false,
        timeVisible: true,
        secondsVisible: false,
        rightOffset: 12,
        minBarSpacing: 1.5,
      },
      layout: { attributionLogo: false },
    });
    this.#candles = this.#chart.addSeries(CandlestickSeries, { borderVisible: false });
    this.#volume = this.#chart.addSeries(
      HistogramSeries,
      { priceFormat: { type: 'volume' }, priceLineVisible: false, lastValueVisible: false },
      1,
    );
    this.#volume.priceScale().applyOptions({ scaleMargins: { top: 0.14, bottom: 0 } });
    this.#chart.panes()[0]?.setStretchFactor(100 - VOLUME_STRETCH);
    this.#chart.panes()[1]?.setStretchFactor(VOLUME_STRETCH);
    this.#markers = createSeriesMarkers(this.#candles, []);
    this.#overlay = new ChartOverlay((time) => this.#xOf(time));
    this.#candles.attachPrimitive(this.#overlay);
    this.#chart.subscribeCrosshairMove((move) => onHover(move.time === undefined ? null : (move.time as number)));
    this.paint(colors);
  }

  destroy(): void {
    this.#chart.remove();
  }

  paint(colors: ChartColors): void {
    this.#colors = colors;
    this.#chart.applyOptions({
      layout: {
        background: { type: ColorType.Solid, color: colors.panel },
        textColor: colors.muted,
        fontFamily: colors.font,
        fontSize: 11,
        panes: { separatorColor: colors.line, separatorHoverColor: colors.line, enableResize: false },
      },
      grid: { vertLines: { color: colors.grid }, horzLines: { color: colors.grid } },
      crosshair: {
        vertLine: { color: colors.muted, labelBackgroundColor: colors.muted },
        horzLine: { color: colors.muted, labelBackgroundColor: colors.muted },
      },
    });
    this.#candles.applyOptions({
      upColor: colors.up,
      downColor: colors.down,
      wickUpColor: colors.up,
      wickDownColor: colors.down,
    });
    this.#volume.setData(this.#bars.map((bar) => this.#volumeOf(bar)));
  }

  /** @param bars oldest first */
  setBars(bars: readonly Bar[]): void {
    this.#bars = [...bars];
    this.#times = bars.map((bar) => seconds(bar.open_time));
    const decimals = decimalsOf(...bars.slice(-50).flatMap((bar) => [bar.open, bar.close]));
    this.#candles.applyOptions({ priceFormat: { type: 'price', precision: decimals, minMove: 1 / 10 ** decimals } });
    this.#candles.setData(this.#bars.map(candleOf));
    this.#volume.setData(this.#bars.map((bar) => this.#volumeOf(bar)));
  }

  /** The newest bars, with a little room to the right. */
  showNewest(): void {
    const last = this.#bars.length;
    this.#chart.timeScale().setVisibleLogicalRange({ from: Math.max(0, last - this.#firstView()), to: last + 12 });
  }

  /** One more bar, or the last one again. One that the chart has already is passed over. @returns false when it is a bar the chart lacks. */
  addBar(bar: Bar): boolean {
    const time = seconds(bar.open_time);
    const last = this.#times.at(-1);
    if (last !== undefined && time < last) return this.#times.includes(time);
    if (time === last) this.#bars[this.#bars.length - 1] = bar;
    else {
      this.#bars.push(bar);
      this.#times.push(time);
    }
    if (this.#bars.length > MAX_BARS + 500) this.setBars(this.#bars.slice(-MAX_BARS));
    else {
      this.#candles.update(candleOf(bar));
      this.#volume.update(this.#volumeOf(bar));
    }
    return true;
  }

  barAt(time: number | null): Bar | undefined {
    if (time === null) return this.#bars.at(-1);
    return this.#bars[this.#times.indexOf(time)];
  }

  show({ ranges, changes, customEvents }: SeriesHistory, signals: readonly Signal[]): void {
    this.#overlay.show(shownRanges(ranges, changes), phaseBands(changes), this.#colors);
    const first = this.#times[0] ?? Number.POSITIVE_INFINITY;
    const markers: SeriesMarker<Time>[] = eventMarks(changes).map((mark) => ({
      time: mark.time as UTCTimestamp,
      position: mark.above ? 'aboveBar' : 'belowBar',
      shape: 'circle',
      size: mark.tradable ? 0.6 : 0.3,
      color: mark.tradable ? this.#colors.accent : this.#colors.muted,
      text: mark.label,
    }));
    for (const mark of customMarks(customEvents)) {
      markers.push({
        time: mark.time as UTCTimestamp,
        position: mark.above ? 'aboveBar' : 'belowBar',
        shape: 'square',
        size: 0.4,
        color: this.#colors.text,
        text: mark.label,
      });
    }
    for (const signal of signals) {
      const long = signal.direction === 'LONG';
      markers.push({
        time: seconds(signal.bar_time) as UTCTimestamp,
        position: long ? 'belowBar' : 'aboveBar',
        shape: long ? 'arrowUp' : 'arrowDown',
        size: 1.2,
        color: long ? this.#colors.up : this.#colors.down,
      });
    }
    this.#markers.setMarkers(
      markers.filter((mark) => (mark.time as number) >= first).toSorted((a, b) => Number(a.time) - Number(b.time)),
    );
  }

  /** Zones, and where the longer timeframe has its ice and creek; null takes them off. */
  showLevels(levels: Levels | null): void {
    this.#overlay.showLevels(levels ?? { zones: [], higher: null });
  }

  /** Trades instead of events: what a run did on these bars. Marks lie on the bar in which something happened. */
  showTrades(trades: readonly MarkedTrade[]): void {
    const first = this.#times[0] ?? Number.POSITIVE_INFINITY;
    const last = this.#times.at(-1) ?? Number.NEGATIVE_INFINITY;
    this.#markers.setMarkers(
      tradeMarks(trades, this.#colors).filter(({ time }) => Number(time) >= first && Number(time) <= last),
    );
  }

  /** Scrolls so that a time is in the middle. */
  reveal(time: number): void {
    const at = this.#indexOf(time);
    const range = this.#chart.timeScale().getVisibleLogicalRange();
    const half = range === null ? this.#firstView() / 2 : (range.to - range.from) / 2;
    this.#chart.timeScale().setVisibleLogicalRange({ from: at - half, to: at + half });
  }

  /** Bars that fit a first view. */
  #firstView(): number {
    return Math.max(40, Math.round(this.#chart.timeScale().width() / FIRST_BAR_PX));
  }

  #volumeOf(bar: Bar) {
    const { effort } = this.#colors;
    const named = bar.effort_result ?? 'NORMAL';
    return {
      time: seconds(bar.open_time) as UTCTimestamp,
      value: Number(bar.volume),
      color: named === 'NORMAL' ? withAlpha(effort.NORMAL, 0.55) : effort[named],
    };
  }

  #xOf(time: number | null): number | null {
    if (this.#times.length === 0) return null;
    const index = time === null ? this.#times.length - 1 : this.#indexOf(time);
    return this.#chart.timeScale().logicalToCoordinate(index as Logical);
  }

  /** The bar at a time, or the first after it; before the oldest bar it is that bar. */
  #indexOf(time: number): number {
    let low = 0;
    let high = this.#times.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#times[middle] ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function candleOf(bar: Bar) {
  return {
    time: seconds(bar.open_time) as UTCTimestamp,
    open: Number(bar.open),
    high: Number(bar.high),
    low: Number(bar.low),
    close: Number(bar.close),
  };
}
