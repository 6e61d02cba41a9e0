import type { TradablePattern } from '../analysis.js';
import type { Found } from '../detector/detection.js';
import type { Mark, TradingRange } from '../range/trading-range.js';

/** A pattern found on this bar, before the phase after the bar is known. */
export interface Draft {
  readonly pattern: TradablePattern;
  readonly range: TradingRange;
  /** The bar the pattern rests on: the spring's low, the breakout, the back-up's low. */
  readonly mark: Mark;
  readonly parts: Found['parts'];
  /** The confirming TEST of a spring. */
  readonly test: Found | null;
}
