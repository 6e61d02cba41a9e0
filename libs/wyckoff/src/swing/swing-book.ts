import type { Touch } from '../level/touch.js';

/** Swings remembered per side: more than fit into the longest look back. */
const MAX_SWINGS = 16;

export interface SwingBookState {
  readonly highs: readonly Touch[];
  readonly lows: readonly Touch[];
}

/** The known swings of a series, oldest first. */
export class SwingBook {
  readonly #highs: Touch[];
  readonly #lows: Touch[];

  constructor(state: SwingBookState = { highs: [], lows: [] }) {
    this.#highs = [...state.highs];
    this.#lows = [...state.lows];
  }

  get highs(): readonly Touch[] {
    return this.#highs;
  }

  get lows(): readonly Touch[] {
    return this.#lows;
  }

  addHigh(swing: Touch): void {
    remember(this.#highs, swing);
  }

  addLow(swing: Touch): void {
    remember(this.#lows, swing);
  }

  snapshot(): SwingBookState {
    return { highs: [...this.#highs], lows: [...this.#lows] };
  }
}

function remember(swings: Touch[], swing: Touch): void {
  if (swings.length >= MAX_SWINGS) swings.shift();
  swings.push(swing);
}
