import { WSMA } from 'trading-signals';

/** The prices of its warm-up, and afterwards the one number that holds all it knows. */
export type WilderState = { readonly seeds: readonly number[] } | { readonly result: number };

/** Wilder's moving average that can be taken down and set up again: the library keeps its warm-up to itself. */
export class WilderAverage extends WSMA {
  #seeds: number[] = [];
  #isMuted = false;

  override update(price: number, replace: boolean): number | null {
    if (this.#isMuted) return null;
    if (this.result === undefined) this.#seeds.push(price);
    const value = super.update(price, replace);
    if (value !== null) this.#seeds = [];
    return value;
  }

  get current(): number | null {
    return this.result ?? null;
  }

  saved(): WilderState {
    return this.result === undefined ? { seeds: [...this.#seeds] } : { result: this.result };
  }

  /** Hears nothing until `restore`: its owner is being shown the bar it saw last. */
  mute(): void {
    this.#isMuted = true;
  }

  restore(state: WilderState): void {
    this.#isMuted = false;
    if ('result' in state) this.result = state.result;
    else for (const seed of state.seeds) this.update(seed, false);
  }
}
