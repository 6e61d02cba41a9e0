import type { Phase, Side } from '../analysis.js';
import type { RangeReading } from '../detector/detection.js';
import { levelStrength } from '../level/strength.js';
import { marksOf, type Marks, type RangeOrigin, type TradingRange } from './trading-range.js';

/** Reads a range for one side, live: what the range becomes is what the reading says. */
export class SideReading implements RangeReading {
  readonly side: Side;
  readonly #range: TradingRange;
  readonly #up: boolean;

  constructor(range: TradingRange, side: Side) {
    this.#range = range;
    this.side = side;
    this.#up = side === 'ACCUMULATION';
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
  get floor(): number {
    return this.#up ? this.#range.ice : -this.#range.creek;
  }
  get ceiling(): number {
    return this.#up ? this.#range.creek : -this.#range.ice;
  }
  get lowestTouch(): number {
    return this.#up ? this.#range.lowestTouch : -this.#range.highestTouch;
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
    return levelStrength(ice ? range.iceTouches : range.creekTouches, range.startIndex + range.volumeBars);
  }
}
