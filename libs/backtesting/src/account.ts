import { Amount, amount, decimalText, unrealisedPnl, type Exposure } from '@tape/risk-rules';
import { exposureOfPosition, markedPosition, type Position, type TradeSignal } from '@tape/trading';
import type { SeriesLane } from './series-lane.js';

const NOTHING = new Amount(0);

/**
 * The money side of a run: what closed positions have left, and what open ones are worth. Equity is kept as a running sum of what
 * each lane contributes, so that a bar costs its own lane only; booked money has 8 decimals, so the sum is exact and equals
 * `equityOf` over everything.
 */
export class Account {
  readonly #signals = new Map<string, TradeSignal>();
  readonly #contributions = new Map<SeriesLane, Amount>();
  #equity: Amount;
  #equityText: string;

  constructor(initialEquity: string) {
    this.#equity = amount(initialEquity);
    this.#equityText = decimalText(this.#equity);
  }

  remember(signal: TradeSignal): void {
    this.#signals.set(signal.id, signal);
  }

  /** @throws RangeError for an id no signal of this run has: a book holds something nobody decided on. */
  signalOf(signalId: string): TradeSignal {
    const signal = this.#signals.get(signalId);
    if (signal === undefined) throw new RangeError(`no signal ${signalId}`);
    return signal;
  }

  /** Takes in what a bar changed in its lane: positions that closed, and the new worth of those that are open. */
  mark(lane: SeriesLane, closed: readonly Position[]): void {
    const before = this.#contributions.get(lane);
    if (before === undefined && closed.length === 0 && lane.book.positions.length === 0) return;
    for (const position of closed) this.#equity = this.#equity.plus(amount(position.realisedPnl));
    const after = lane.book.positions.length === 0 ? NOTHING : contributionOf(lane);
    this.#equity = this.#equity.plus(after).minus(before ?? NOTHING);
    this.#equityText = decimalText(this.#equity);
    if (after === NOTHING) this.#contributions.delete(lane);
    else this.#contributions.set(lane, after);
  }

  get equity(): string {
    return this.#equityText;
  }

  exposures(): readonly Exposure[] {
    const exposures: Exposure[] = [];
    for (const lane of this.#contributions.keys()) {
      for (const position of lane.book.positions) {
        exposures.push(exposureOfPosition(position, this.signalOf(position.signalId), lane.exposureOf(position)));
      }
    }
    return exposures;
  }
}

function contributionOf({ book, markPrice, exposureOf }: SeriesLane): Amount {
  return book.positions.reduce((sum, position) => {
    const open = unrealisedPnl(markedPosition(position, markPrice ?? position.entryPrice, exposureOf(position)));
    return sum.plus(amount(position.realisedPnl)).plus(open);
  }, NOTHING);
}
