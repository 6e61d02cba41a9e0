import { type Broker, type BrokerAnswer, breakerAt, CLOSED_BREAKER, stepBreaker } from '@tape/trading';

/** `null`: the breaker is open, nothing was asked. */
export type LineAnswer<Value> = BrokerAnswer<Value> | null;

/** The one line to a broker: every question goes through its breaker, so that a broker in trouble is left alone. */
export class BrokerLine {
  readonly #broker: Broker;
  readonly #nowMs: () => number;
  readonly #onState: (state: 'CLOSED' | 'OPEN' | 'HALF_OPEN', reason: string) => void;
  #breaker = CLOSED_BREAKER;
  #isTrying = false;

  constructor(
    broker: Broker,
    nowMs: () => number,
    onState: (state: 'CLOSED' | 'OPEN' | 'HALF_OPEN', reason: string) => void,
  ) {
    this.#broker = broker;
    this.#nowMs = nowMs;
    this.#onState = onState;
  }

  get isOpen(): boolean {
    return breakerAt(this.#breaker, this.#nowMs()).state !== 'OPEN';
  }

  async ask<Value>(question: (broker: Broker) => Promise<BrokerAnswer<Value>>): Promise<LineAnswer<Value>> {
    const breaker = breakerAt(this.#breaker, this.#nowMs());
    if (breaker.state === 'OPEN' || (breaker.state === 'HALF_OPEN' && this.#isTrying)) return null;
    this.#breaker = breaker;
    this.#isTrying = breaker.state === 'HALF_OPEN';
    const answer = await question(this.#broker);
    this.#isTrying = false;
    const before = this.#breaker.state;
    // A refusal and a "slow down" come from a broker that works.
    const isWorking = answer.kind === 'done' || answer.kind === 'refused' || answer.kind === 'busy';
    this.#breaker = stepBreaker(this.#breaker, isWorking ? 'SUCCESS' : 'FAILURE', this.#nowMs());
    if (before !== this.#breaker.state)
      this.#onState(this.#breaker.state, 'reason' in answer ? answer.reason : 'answers again');
    return answer;
  }
}
