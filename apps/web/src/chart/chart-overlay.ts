import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitive,
  SeriesAttachedParameter,
} from 'lightweight-charts';
import type { Range } from '../api/wire.js';
import { decimalsOf, price } from '../format/number.js';
import { seconds } from '../format/time.js';
import { withAlpha, type ChartColors } from './chart-colors.js';
import type { PhaseBand } from './phase-bands.js';
import { rangeEnd } from './shown-ranges.js';

type Target = Parameters<IPrimitivePaneRenderer['draw']>[0];

/** Height of the strip of phase letters at the top of the pane. Unit: CSS pixels. */
export const PHASE_STRIP_PX = 18;
/** A band narrower than this has no room for its letter. */
const MIN_LETTER_PX = 14;

/** What is drawn over the candles: phase bands behind, the levels of each range in front. */
export class ChartOverlay implements ISeriesPrimitive {
  #attached: SeriesAttachedParameter | undefined;
  #ranges: readonly Range[] = [];
  #bands: readonly PhaseBand[] = [];
  #colors: ChartColors | undefined;
  readonly #xOf: (time: number | null) => number | null;
  readonly #views: readonly IPrimitivePaneView[];

  /** @param xOf where a time is, in CSS pixels; null is "now" (the last bar). */
  constructor(xOf: (time: number | null) => number | null) {
    this.#xOf = xOf;
    this.#views = [
      { zOrder: () => 'bottom', renderer: () => ({ draw: (target) => this.#drawBands(target) }) },
      { zOrder: () => 'normal', renderer: () => ({ draw: (target) => this.#drawRanges(target) }) },
    ];
  }

  attached(parameters: SeriesAttachedParameter): void {
    this.#attached = parameters;
  }
  detached(): void {
    this.#attached = undefined;
  }
  paneViews(): readonly IPrimitivePaneView[] {
    return this.#views;
  }

  show(ranges: readonly Range[], bands: readonly PhaseBand[], colors: ChartColors): void {
    this.#ranges = ranges;
    this.#bands = bands;
    this.#colors = colors;
    this.#attached?.requestUpdate();
  }

  #drawBands(target: Target): void {
    const colors = this.#colors;
    if (colors === undefined) return;
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      context.font = `600 11px ${colors.font}`;
      context.textBaseline = 'middle';
      context.textAlign = 'center';
      for (const band of this.#bands) {
        const left = this.#xOf(band.from);
        const right = this.#xOf(band.to);
        if (left === null || right === null || right < 0 || left > mediaSize.width) continue;
        const from = Math.max(left, 0);
        const width = Math.min(right, mediaSize.width) - from;
        if (width <= 0) continue;
        const color = colors.phase[band.phase];
        context.fillStyle = withAlpha(color, 0.05);
        context.fillRect(from, PHASE_STRIP_PX, width, mediaSize.height - PHASE_STRIP_PX);
        context.fillStyle = withAlpha(color, 0.26);
        context.fillRect(from, 0, Math.max(width - 1, 1), PHASE_STRIP_PX);
        if (width < MIN_LETTER_PX) continue;
        context.fillStyle = colors.text;
        const roomy = width > 110;
        const text = roomy
          ? `${band.phase}  ${band.side === 'ACCUMULATION' ? 'accumulation' : 'distribution'}`
          : band.phase;
        context.fillText(text, from + width / 2, PHASE_STRIP_PX / 2 + 0.5);
      }
    });
  }

  #drawRanges(target: Target): void {
    const colors = this.#colors;
    const series = this.#attached?.series;
    if (colors === undefined || series === undefined) return;
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      context.font = `11px ${colors.font}`;
      context.textBaseline = 'bottom';
      for (const range of this.#ranges) {
        const end = rangeEnd(range);
        const left = this.#xOf(seconds(range.start_time));
        const right = this.#xOf(end === null ? null : seconds(end));
        if (left === null || right === null || right < 0 || left > mediaSize.width) continue;
        const levels = [
          { name: 'Ice', text: range.ice, color: colors.ice, dash: [] as number[] },
          { name: 'Creek', text: range.creek, color: colors.creek, dash: [] as number[] },
          { name: 'Jump', text: range.jump, color: colors.jump, dash: [5, 4] },
        ];
        for (const { name, text, color, dash } of levels) {
          // An objective of a range that is over is history; only what can still be reached is drawn.
          if (text === null || (name === 'Jump' && end !== null)) continue;
          const y = series.priceToCoordinate(Number(text));
          if (y === null) continue;
          context.globalAlpha = end === null ? 1 : 0.55;
          context.strokeStyle = color;
          context.lineWidth = 1.25;
          context.setLineDash(dash);
          context.beginPath();
          context.moveTo(Math.max(left, 0), Math.round(y) + 0.5);
          context.lineTo(Math.min(right, mediaSize.width), Math.round(y) + 0.5);
          context.stroke();
          if (end === null) {
            context.fillStyle = color;
            context.textAlign = 'left';
            const label = `${name} ${price(text, decimalsOf(text))}`;
            const at = Math.min(right + 6, mediaSize.width - context.measureText(label).width - 4);
            context.fillText(label, at, y - 2);
          }
        }
        context.globalAlpha = 1;
        context.setLineDash([]);
      }
    });
  }
}
