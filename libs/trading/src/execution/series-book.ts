import { closeTimeMs, type Timeframe } from '@tape/market';
import { decimalText, amount, type EmergencyExit } from '@tape/risk-rules';
import { clientOrderIdOf, positionIdOf } from '../ids.js';
import type { TradeSignal } from '../signal/trade-signal.js';
import type { ExecutionEvent } from './execution-event.js';
import { actOnOrder, type ExitPurpose, type Order } from './order.js';
import type { Position } from './position.js';

/** What an entry order must know of its signal; a stored signal is one. */
export type EntryTerms = Pick<
  TradeSignal,
  | 'id'
  | 'campaignId'
  | 'reservationId'
  | 'symbol'
  | 'timeframe'
  | 'direction'
  | 'stop'
  | 'targets'
  | 'guard'
  | 'positionSize'
  | 'createdAtMs'
  | 'expiresAtMs'
  | 'trailing'
  | 'strategy'
>;

export interface PendingEntry {
  readonly order: Order;
  readonly terms: EntryTerms;
}

export interface PendingExit {
  readonly order: Order;
  readonly positionId: string;
}

/**
 * All that is open in one series. Plain data: rebuilt from the rows of orders (state SUBMITTED, joined with their signals) and
 * positions (not closed), it goes on exactly where it stood. Ended orders and closed positions are not in it.
 */
export interface SeriesBook {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** In the order in which they were submitted. */
  readonly entries: readonly PendingEntry[];
  readonly exits: readonly PendingExit[];
  readonly positions: readonly Position[];
}

export interface BookStep {
  readonly book: SeriesBook;
  readonly events: readonly ExecutionEvent[];
}

export function emptyBook(symbol: string, timeframe: Timeframe): SeriesBook {
  return { symbol, timeframe, entries: [], exits: [], positions: [] };
}

export function newOrder(fields: {
  readonly signalId: string;
  readonly campaignId: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly purpose: Order['purpose'];
  readonly buySell: Order['buySell'];
  readonly quantity: string;
  readonly atMs: number;
  readonly reason: string | null;
  /** Which of several orders of one purpose; 1 when left out. */
  readonly attempt?: number;
}): Order {
  const { attempt = 1, ...order } = fields;
  return {
    ...order,
    clientOrderId: clientOrderIdOf(fields.signalId, fields.purpose, attempt),
    state: 'NEW',
    filledQuantity: '0',
    averagePrice: null,
    fees: '0',
  };
}

/** Writes an order and hands it to the paper broker, which takes everything. */
export function createAndSubmit(created: Order): { readonly order: Order; readonly events: readonly ExecutionEvent[] } {
  const order = actOnOrder(created, 'SUBMIT', created.atMs, created.reason);
  return {
    order,
    events: [
      { kind: 'order', step: 'created', order: created },
      { kind: 'order', step: 'submitted', order },
    ],
  };
}

/** A market order for the next open. Submitting the same signal again changes nothing. */
export function submitEntry(book: SeriesBook, terms: EntryTerms): BookStep {
  const isKnown =
    book.entries.some((entry) => entry.terms.id === terms.id) ||
    book.positions.some((position) => position.signalId === terms.id);
  if (isKnown) return { book, events: [] };
  const { order, events } = createAndSubmit(
    newOrder({
      signalId: terms.id,
      campaignId: terms.campaignId,
      symbol: book.symbol,
      timeframe: book.timeframe,
      purpose: 'ENTRY',
      buySell: terms.direction === 'LONG' ? 'BUY' : 'SELL',
      quantity: decimalText(amount(terms.positionSize)),
      atMs: terms.createdAtMs,
      reason: null,
    }),
  );
  return { book: { ...book, entries: [...book.entries, { order, terms }] }, events };
}

export interface CloseRequest {
  /** Null means everything in the book. */
  readonly campaignId: string | null;
  /** Only this position, or the entry that would open it. */
  readonly positionId?: string;
  readonly purpose: Extract<ExitPurpose, 'EMERGENCY_EXIT' | 'MANUAL_CLOSE' | 'STRATEGY_EXIT'>;
  readonly reason: string;
  readonly atMs: number;
  /** False leaves open positions to their stops and only withdraws entries. */
  readonly closePositions: boolean;
  /** Only what was there by then; what came later knew of the reason. */
  readonly heldByMs?: number;
}

/** Withdraws pending entries and orders open positions out at the next open. Asking again changes nothing. */
export function requestClose(book: SeriesBook, request: CloseRequest): BookStep {
  const { campaignId, positionId, purpose, reason, atMs, heldByMs = Number.POSITIVE_INFINITY } = request;
  const isMeant = (item: { readonly campaignId: string; readonly signalId: string }): boolean =>
    (campaignId === null || item.campaignId === campaignId) &&
    (positionId === undefined || positionIdOf(item.signalId) === positionId);
  const isWithdrawn = ({ order }: PendingEntry): boolean => isMeant(order) && order.atMs <= heldByMs;
  const events: ExecutionEvent[] = [];
  const exits: PendingExit[] = [];
  for (const { order } of book.entries.filter(isWithdrawn)) {
    events.push({ kind: 'order', step: 'cancelled', order: actOnOrder(order, 'CANCEL', atMs, reason) });
  }
  const leaving = new Set(book.exits.map((exit) => exit.positionId));
  for (const position of request.closePositions ? book.positions : []) {
    if (!isMeant(position) || position.openedAtMs >= heldByMs || leaving.has(position.id)) continue;
    const submitted = createAndSubmit(
      newOrder({
        signalId: position.signalId,
        campaignId: position.campaignId,
        symbol: book.symbol,
        timeframe: book.timeframe,
        purpose,
        buySell: position.direction === 'LONG' ? 'SELL' : 'BUY',
        quantity: position.quantity,
        atMs,
        reason,
      }),
    );
    events.push(...submitted.events);
    exits.push({ order: submitted.order, positionId: position.id });
  }
  if (events.length === 0) return { book, events };
  return {
    book: {
      ...book,
      entries: book.entries.filter((entry) => !isWithdrawn(entry)),
      exits: [...book.exits, ...exits],
    },
    events,
  };
}

/**
 * What an emergency exit means for this book. A broken guard closes its campaign, a drawdown everything; a daily loss withdraws
 * entries and leaves positions to their stops. What opened after the bar of the exit is not meant: an exit that is heard late, or
 * again, closes nothing that was begun in spite of it.
 */
export function obeyExit(
  book: SeriesBook,
  exit: Pick<EmergencyExit, 'trigger' | 'campaignId' | 'barTimeMs' | 'timeframe'>,
): BookStep {
  const atMs = closeTimeMs(exit.barTimeMs, exit.timeframe);
  return requestClose(book, {
    campaignId: exit.campaignId,
    purpose: 'EMERGENCY_EXIT',
    reason: exit.trigger.toLowerCase().replaceAll('_', '-'),
    atMs,
    heldByMs: atMs,
    closePositions: exit.trigger !== 'DAILY_LOSS',
  });
}
