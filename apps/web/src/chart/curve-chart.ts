import {
  AreaSeries,
  ColorType,
  createChart,
  LineSeries,
  type IChartApi,
  type ISeriesApi,
  type UTCTimestamp,
} from 'lightweight-charts';
import { seconds } from '../format/time.js';
import { withAlpha, type ChartColors } from './chart-colors.js';

/** A point of an account's history. */
export interface EquityAt {
  readonly time: string;
  readonly equity: string;
  /** Under the highest before it, percent of that. */
  readonly drawdown_percent: number;
}

/** Share of the height that the fall from the peak gets, of 100. */
const DRAWDOWN_STRETCH = 28;

/** Equity above, the fall from its peak below; a second account may be laid over it. */
export class CurveChart {
  readonly #chart: IChartApi;
  readonly #equity: ISeriesApi<'Area'>;
  readonly #other: ISeriesApi<'Line'>;
  readonly #drawdown: ISeriesApi<'Area'>;

  constructor(container: HTMLElement, colors: ChartColors) {
    this.#chart = createChart(container, {
      autoSize: true,
      handleScroll: { vertTouchDrag: false },
      rightPriceScale: { borderVisible: false },
      timeScale: { borderVisible: false, timeVisible: true, secondsVisible: false, minBarSpacing: 0.01 },
      layout: { attributionLogo: false },
    });
    this.#equity = this.#chart.addSeries(AreaSeries, { lineWidth: 2, priceLineVisible: false });
    this.#other = this.#chart.addSeries(LineSeries, { lineWidth: 2, priceLineVisible: false, lastValueVisible: false });
    this.#drawdown = this.#chart.addSeries(
      AreaSeries,
      {
        lineWidth: 1,
        priceLineVisible: false,
        invertFilledArea: true,
        priceFormat: { type: 'custom', formatter: (value: number) => `${value.toFixed(1)} %`, minMove: 0.1 },
      },
      1,
    );
    this.#chart.panes()[0]?.setStretchFactor(100 - DRAWDOWN_STRETCH);
    this.#chart.panes()[1]?.setStretchFactor(DRAWDOWN_STRETCH);
    this.paint(colors);
  }

  destroy(): void {
    this.#chart.remove();
  }

  paint(colors: ChartColors): void {
    this.#chart.applyOptions({
      layout: {
        background: { type: ColorType.Solid, color: colors.panel },
        textColor: colors.muted,
        fontFamily: colors.font,
        fontSize: 11,
        panes: { separatorColor: colors.line, separatorHoverColor: colors.line, enableResize: false },
      },
      grid: { vertLines: { color: colors.grid }, horzLines: { color: colors.grid } },
    });
    this.#equity.applyOptions({
      lineColor: colors.accent,
      topColor: withAlpha(colors.accent, 0.22),
      bottomColor: withAlpha(colors.accent, 0.02),
    });
    this.#other.applyOptions({ color: colors.creek });
    this.#drawdown.applyOptions({
      lineColor: colors.down,
      topColor: withAlpha(colors.down, 0.04),
      bottomColor: withAlpha(colors.down, 0.24),
    });
  }

  show(points: readonly EquityAt[], other: readonly EquityAt[] = []): void {
    this.#equity.setData(line(points, ({ equity }) => Number(equity)));
    this.#other.setData(line(other, ({ equity }) => Number(equity)));
    this.#drawdown.setData(line(points, ({ drawdown_percent: fall }) => -fall));
    this.#chart.timeScale().fitContent();
  }
}

/** One value a second, the last of it: the chart takes no two. */
function line(points: readonly EquityAt[], valueOf: (point: EquityAt) => number) {
  const values = new Map(points.map((point) => [seconds(point.time), valueOf(point)]));
  return [...values].toSorted(([a], [b]) => a - b).map(([time, value]) => ({ time: time as UTCTimestamp, value }));
}
