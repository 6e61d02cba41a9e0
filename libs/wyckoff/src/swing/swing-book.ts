import { blankTouch, copyTouch, type Touch, type TouchPlace } from '../level/touch.js';

/** Swings remembered per side: more than fit into the longest look back. */
const MAX_SWINGS = 16;

export interface SwingBookState {
  readonly highs: readonly Touch[];
  readonly lows: readonly Touch[];
}

/**
 * The known swings of a series, oldest first. The eldest makes room for the newest: who wants to keep a swing for longer copies
 * it.
 */
export class SwingBook {
  readonly #highs: TouchPlace[];
  readonly #lows: TouchPlace[];

  constructor(state: SwingBookState = { highs: [], lows: [] }) {
    this.#highs = state.highs.map(copyTouch);
    this.#lows = state.lows.map(copyTouch);
  }

  get highs(): readonly Touch[] {
    return this.#highs;
  }

  get lows(): readonly Touch[] {
    return this.#lows;
  }

  /** Place of the next high, to be filled in at once. */
  nextHigh(): TouchPlace {
    return next(this.#highs);
  }

  /** Place of the next low, to be filled in at once. */
  nextLow(): TouchPlace {
    return next(this.#lows);
  }

  snapshot(): SwingBookState {
    return { highs: this.#highs.map(copyTouch), lows: this.#lows.map(copyTouch) };
  }
}

function next(swings: TouchPlace[]): TouchPlace {
  if (swings.length < MAX_SWINGS) {
    const swing = blankTouch();
    swings.push(swing);
    return swing;
  }
  const eldest = swings[0]!;
  for (let i = 1; i < MAX_SWINGS; i += 1) swings[i - 1] = swings[i]!;
  swings[MAX_SWINGS - 1] = eldest;
  return eldest;
}
