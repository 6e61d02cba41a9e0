import { Amount, amount, decimalText, equityOf, type Exposure, type MarkedPosition } from '@tape/risk-rules';
import { exposureOfPosition, markedPosition, type Position, type TradeSignal } from '@tape/trading';
import type { SeriesLane } from './series-lane.js';

/** The money side of a run: what closed positions have left, and what open ones are worth. */
export class Account {
  readonly #initialEquity: string;
  readonly #lanes: ReadonlyMap<string, SeriesLane>;
  readonly #signals = new Map<string, TradeSignal>();
  #closedPnl = new Amount(0);

  constructor(initialEquity: string, lanes: ReadonlyMap<string, SeriesLane>) {
    this.#initialEquity = initialEquity;
    this.#lanes = lanes;
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

  book(closed: readonly Position[]): void {
    for (const position of closed) this.#closedPnl = this.#closedPnl.plus(amount(position.realisedPnl));
  }

  equity(): string {
    let realised = this.#closedPnl;
    const positions: MarkedPosition[] = [];
    for (const lane of this.#lanes.values()) {
      for (const position of lane.book.positions) {
        realised = realised.plus(amount(position.realisedPnl));
        positions.push(markedPosition(position, lane.markPrice ?? position.entryPrice, lane.exposure));
      }
    }
    return equityOf({ initialEquity: this.#initialEquity, realisedPnl: decimalText(realised), positions });
  }

  exposures(): readonly Exposure[] {
    const exposures: Exposure[] = [];
    for (const lane of this.#lanes.values()) {
      for (const position of lane.book.positions) {
        exposures.push(exposureOfPosition(position, this.signalOf(position.signalId), lane.exposure));
      }
    }
    return exposures;
  }
}
