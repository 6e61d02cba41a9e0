import type { Phase, Side } from '../analysis.js';
import type { RangeReading } from '../detector/detection.js';
import { levelStrength } from '../level/strength.js';
import { marksOf, type Marks, type RangeOrigin, type TradingRange } from './trading-range.js';

/**
 * Reads one range after the other for one side, live: what the range becomes is what the reading says. Prices are copied when it
 * turns to the range instead, after which none of them moves before the detectors have been asked: a computed price would be an
 * object a read.
 */
export class SideReading implements RangeReading {
  readonly side: Side;
  floor = Number.NaN;
  ceiling = Number.NaN;
  lowestTouch = Number.NaN;
  #range!: TradingRange;
  readonly #up: boolean;

  constructor(side: Side) {
    this.side = side;
    this.#up = side === 'ACCUMULATION';
  }

  /** Turns to a range, as it stands before the bar that is about to be read. */
  turnTo(range: TradingRange): void {
    this.#range = range;
    this.floor = this.#up ? range.ice : -range.creek;
    this.ceiling = this.#up ? range.creek : -range.ice;
    this.lowestTouch = this.#up ? range.lowestTouch : -range.highestTouch;
  }

  get rangeSide(): Side {
    return this.#range.side;
  }
  get origin(): RangeOrigin {
    return this.#range.origin;
  }
  get phase(): Phase | null {
    return this.#range.phase;
  }
  get phaseBIndex(): number | null {
    return this.#range.phaseBIndex;
  }
  get startIndex(): number {
    return this.#range.startIndex;
  }
  get continuation(): boolean {
    return this.#range.priorTrend === (this.#up ? 1 : -1);
  }
  get floorStrength(): number {
    return this.#strength(this.#up);
  }
  get ceilingStrength(): number {
    return this.#strength(!this.#up);
  }
  get meanVolume(): number {
    return this.#range.volumeBars > 0 ? this.#range.volumeSum / this.#range.volumeBars : 0;
  }
  get marks(): Readonly<Marks> {
    return marksOf(this.#range, this.side);
  }

  #strength(ice: boolean): number {
    const range = this.#range;
    const now = range.startIndex + range.volumeBars - 1;
    return levelStrength(ice ? range.iceTouches : range.creekTouches, now);
  }
}
