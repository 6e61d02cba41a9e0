import type { Logger } from '@nestjs/common';
import { type Amount, amount, contentHash, decimalText } from '@tape/risk-rules';
import type { SqlRunner } from '@tape/persistence';
import {
  type BrokerPosition,
  type Difference,
  type DifferenceChoice,
  type LiveOrder,
  reconcile,
  type Position,
} from '@tape/trading';
import type { DataSource } from 'typeorm';
import type { BrokerLine } from './broker-line.js';
import type { DifferenceRepository, StoredDifference } from './difference.repository.js';
import type { LiveOrderRepository } from './live-order.repository.js';

export interface ReconciliationParts {
  readonly database: DataSource;
  readonly orders: LiveOrderRepository;
  readonly differences: DifferenceRepository;
  readonly line: BrokerLine;
  /** Takes a loss of holdings, that somebody else sold, into the books. */
  readonly adopt: (difference: StoredDifference, note: string) => Promise<string | null>;
  readonly nowMs: () => number;
  readonly logger: Logger;
}

/** `refusal`: the expected no, as a sentence for the operator. */
export type Resolution = { readonly ok: true } | { readonly ok: false; readonly refusal: string };

/**
 * Compares the books with the broker, at start and from time to time. A difference must be seen twice in a row, because a fill
 * may be on its way; then it is shown, entries of its symbol wait, and an operator chooses. Nothing is guessed.
 */
export class Reconciliation {
  readonly #parts: ReconciliationParts;
  #seen: ReadonlySet<string> = new Set();

  constructor(parts: ReconciliationParts) {
    this.#parts = parts;
  }

  /** One comparison. @returns whether the broker answered. */
  async compare(): Promise<boolean> {
    const { database, differences, line, orders, nowMs, logger } = this.#parts;
    const positions = await line.ask((broker) => broker.positions());
    const working = await line.ask((broker) => broker.openOrders());
    if (positions?.kind !== 'done' || working?.kind !== 'done') return false;
    const found = reconcile({
      ourPositions: (await orders.openPositions(database)).map(signed),
      theirPositions: positions.value,
      ourOrders: (await orders.open(database)).filter(isConfirmed).map((order) => order.clientOrderId),
      theirOrders: await this.#unexplained(working.value.map((report) => report.clientOrderId)),
      explained: await differences.explained(database),
    });
    const twice = found.filter((one) => this.#seen.has(one.id));
    this.#seen = new Set(found.map((one) => one.id));
    for (const one of await differences.found(database, twice, nowMs())) {
      logger.error(
        `broker and books differ: ${one.kind} ${one.subject}, ours ${one.ours}, theirs ${one.theirs}; entries wait until an operator explains, adopts or flattens it`,
      );
    }
    return true;
  }

  async #unexplained(theirs: readonly string[]): Promise<readonly string[]> {
    const explained = new Set(await this.#parts.differences.explainedSubjects(this.#parts.database, 'UNKNOWN_ORDER'));
    // An order that we have written is ours, even when its confirmation is still on its way.
    const written = await ownOrders(this.#parts.database, theirs);
    return theirs.filter((id) => !explained.has(id) && (!written.has(id) || this.#isWorking(written.get(id)!)));
  }

  #isWorking(state: string): boolean {
    return state === 'SUBMITTED' || state === 'PARTIALLY_FILLED';
  }

  /** An operator's choice for one difference. */
  async resolve(id: string, choice: DifferenceChoice, by: string, note: string): Promise<Resolution> {
    const { database, differences, nowMs } = this.#parts;
    const difference = await differences.open(database, id);
    if (difference === null) return { ok: false, refusal: `there is no open difference ${id}` };
    const refusal = await this.#carryOut(difference, choice, note);
    if (refusal !== null) return { ok: false, refusal };
    await differences.resolve(database, id, choice, by, note, nowMs());
    return { ok: true };
  }

  async #carryOut(difference: StoredDifference, choice: DifferenceChoice, note: string): Promise<string | null> {
    if (choice === 'EXPLAIN') return this.#explain(difference);
    if (choice === 'FLATTEN') return this.#flatten(difference);
    return this.#parts.adopt(difference, note);
  }

  async #explain({ kind, subject, ours, theirs }: Difference): Promise<string | null> {
    if (kind === 'MISSING_ORDER') return 'an order of ours that the broker does not work cannot be explained: adopt it';
    if (kind === 'POSITION') {
      // All of it is explained now, what was explained before included.
      const extra = amount(theirs).minus(amount(ours));
      await this.#parts.differences.explain(this.#parts.database, subject, decimalText(extra));
    }
    return null;
  }

  async #unexplainedQuantity({ subject, ours, theirs }: Difference): Promise<Amount> {
    const explained = await this.#parts.differences.explained(this.#parts.database);
    const known = explained.find(({ symbol }) => symbol === subject)?.quantity ?? '0';
    return amount(theirs).minus(amount(ours)).minus(amount(known));
  }

  async #flatten(difference: Difference): Promise<string | null> {
    const { line } = this.#parts;
    const { id, kind, subject } = difference;
    if (kind === 'MISSING_ORDER') return 'there is nothing at the broker to flatten: adopt it';
    if (kind === 'UNKNOWN_ORDER') {
      const answer = await line.ask((broker) => broker.cancel({ clientOrderId: subject, symbol: null }));
      return answer?.kind === 'done' ? null : `the broker did not take the cancellation: ${reasonOf(answer)}`;
    }
    const extra = await this.#unexplainedQuantity(difference);
    const answer = await line.ask((broker) =>
      broker.place({
        // The same difference always makes the same order, so asking twice cannot sell twice.
        clientOrderId: `ord_${contentHash('flatten', id)}`,
        symbol: subject,
        buySell: extra.isNegative() ? 'BUY' : 'SELL',
        quantity: decimalText(extra.abs()),
        type: 'MARKET',
        price: null,
      }),
    );
    return answer?.kind === 'done' ? null : `the broker did not take the order: ${reasonOf(answer)}`;
  }
}

function reasonOf(answer: { readonly kind: string; readonly reason?: string } | null): string {
  return answer === null ? 'it is not being asked for a while after many failures' : (answer.reason ?? answer.kind);
}

function signed(position: Position): BrokerPosition {
  const quantity = amount(position.quantity);
  return {
    symbol: position.symbol,
    quantity: decimalText(position.direction === 'LONG' ? quantity : quantity.negated()),
  };
}

function isConfirmed({ state }: LiveOrder): boolean {
  return state === 'SUBMITTED' || state === 'PARTIALLY_FILLED';
}

async function ownOrders(sql: SqlRunner, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<{ id: string; state: string }[]>(
    `select client_order_id as id, state from orders where client_order_id = any($1::text[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.state]));
}
