import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitive,
  SeriesAttachedParameter,
} from 'lightweight-charts';
import type { Levels, Range, Zone } from '../api/wire-market.js';
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
/** Nor one narrower than this for the name of its side. */
const MIN_SIDE_PX = 110;

/** Zones shown at once, the newest. */
const MAX_ZONES = 8;
/** The more often it was touched, the less it is worth. */
const ZONE_ALPHA: Readonly<Record<Zone['state'], number>> = { FRESH: 0.16, TESTED: 0.1, EXHAUSTED: 0.05 };
const NO_LEVELS: Levels = { zones: [], higher: null };

/** What is drawn over the candles: phase bands behind, the levels of each range in front. */
export class ChartOverlay implements ISeriesPrimitive {
  #attached: SeriesAttachedParameter | undefined;
  #ranges: readonly Range[] = [];
  #bands: readonly PhaseBand[] = [];
  #levels: Levels = NO_LEVELS;
  #colors: ChartColors | undefined;
  readonly #xOf: (time: number | null) => number | null;
  readonly #views: readonly IPrimitivePaneView[];

  /** @param xOf where a time is, in CSS pixels; null is "now" (the last bar). */
  constructor(xOf: (time: number | null) => number | null) {
    this.#xOf = xOf;
    this.#views = [
      { zOrder: () => 'bottom', renderer: () => ({ draw: (target) => this.#eachBand(target, tintBand) }) },
      { zOrder: () => 'bottom', renderer: () => ({ draw: (target) => this.#drawZones(target) }) },
      { zOrder: () => 'top', renderer: () => ({ draw: (target) => this.#eachBand(target, nameBand) }) },
      { zOrder: () => 'normal', renderer: () => ({ draw: (target) => this.#drawRanges(target) }) },
      { zOrder: () => 'normal', renderer: () => ({ draw: (target) => this.#drawHigher(target) }) },
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

  /** Zones and the levels of the longer timeframe, from the next drawing on. */
  showLevels(levels: Levels): void {
    this.#levels = levels;
    this.#attached?.requestUpdate();
  }

  #drawZones(target: Target): void {
    const colors = this.#colors;
    const series = this.#attached?.series;
    if (colors === undefined || series === undefined) return;
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      for (const { kind, state, from_time: from, low, high } of this.#levels.zones.slice(0, MAX_ZONES)) {
        const left = Math.max(this.#xOf(seconds(from)) ?? 0, 0);
        const top = series.priceToCoordinate(Number(high));
        const bottom = series.priceToCoordinate(Number(low));
        if (top === null || bottom === null || left > mediaSize.width) continue;
        const color = kind === 'SUPPLY' ? colors.down : colors.up;
        context.fillStyle = withAlpha(color, ZONE_ALPHA[state]);
        context.fillRect(left, top, mediaSize.width - left, Math.max(bottom - top, 2));
        context.fillStyle = withAlpha(color, 0.5);
        context.fillRect(left, top, 2, Math.max(bottom - top, 2));
      }
    });
  }

  #drawHigher(target: Target): void {
    const colors = this.#colors;
    const series = this.#attached?.series;
    const { higher } = this.#levels;
    if (colors === undefined || series === undefined || higher === null) return;
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      context.font = `11px ${colors.font}`;
      context.textBaseline = 'bottom';
      context.textAlign = 'right';
      context.lineWidth = 1.5;
      context.setLineDash([2, 5]);
      for (const [name, text, color] of [
        ['ice', higher.ice, colors.ice],
        ['creek', higher.creek, colors.creek],
      ] as const) {
        const y = text === null ? null : series.priceToCoordinate(Number(text));
        if (y === null) continue;
        context.strokeStyle = color;
        context.beginPath();
        context.moveTo(0, Math.round(y) + 0.5);
        context.lineTo(mediaSize.width, Math.round(y) + 0.5);
        context.stroke();
        context.fillStyle = color;
        context.fillText(`${higher.timeframe} ${name}`, mediaSize.width - 6, y - 2);
      }
      context.setLineDash([]);
    });
  }

  #eachBand(target: Target, draw: (place: BandPlace) => void): void {
    const colors = this.#colors;
    if (colors === undefined) return;
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      for (const band of this.#bands) {
        const left = this.#xOf(band.from);
        const right = this.#xOf(band.to);
        if (left === null || right === null || right < 0 || left > mediaSize.width) continue;
        const from = Math.max(left, 0);
        const width = Math.min(right, mediaSize.width) - from;
        if (width > 0) draw({ context, colors, band, from, width, height: mediaSize.height });
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

/** Where a band is on the pane, in CSS pixels. */
interface BandPlace {
  readonly context: CanvasRenderingContext2D;
  readonly colors: ChartColors;
  readonly band: PhaseBand;
  readonly from: number;
  readonly width: number;
  readonly height: number;
}

function tintBand({ context, colors, band, from, width, height }: BandPlace): void {
  context.fillStyle = withAlpha(colors.phase[band.phase], 0.05);
  context.fillRect(from, PHASE_STRIP_PX, width, height - PHASE_STRIP_PX);
}

/** The strip at the top, over the grid: its lines must not run through the letters. */
function nameBand({ context, colors, band, from, width }: BandPlace): void {
  const shown = Math.max(width - 1, 1);
  context.fillStyle = colors.panel;
  context.fillRect(from, 0, shown, PHASE_STRIP_PX);
  context.fillStyle = withAlpha(colors.phase[band.phase], 0.26);
  context.fillRect(from, 0, shown, PHASE_STRIP_PX);
  if (width < MIN_LETTER_PX) return;
  context.font = `600 11px ${colors.font}`;
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  context.fillStyle = colors.text;
  const side = band.side === 'ACCUMULATION' ? 'accumulation' : 'distribution';
  const text = width > MIN_SIDE_PX ? `${band.phase}  ${side}` : band.phase;
  context.fillText(text, from + width / 2, PHASE_STRIP_PX / 2 + 0.5);
}
