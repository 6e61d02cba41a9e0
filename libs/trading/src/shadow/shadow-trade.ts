import { TIMEFRAME_MS, type PriceBar, type Timeframe } from '@tape/market';
import { amount, CLASSIC_RISK, decimalText, expiresAtMs, isPriceOrdered, sizePosition } from '@tape/risk-rules';
import type { DetectedPattern } from '@tape/validation';
import { rejectionIdOf } from '../ids.js';
import type { ExecutionEvent } from '../execution/execution-event.js';
import type { Position } from '../execution/position.js';
import { emptyBook, requestClose, submitEntry, type EntryTerms, type SeriesBook } from '../execution/series-book.js';
import type { PaperMarket } from '../execution/paper-fill.js';
import { stepBar, type EntryRefusal } from '../execution/step-bar.js';

/** Equity that sizes every shadow, so that minimum fees weigh the same whatever the account has become. */
export const SHADOW_EQUITY = '100000';
/**
 * After this many bar lengths a shadow that reached neither stop nor target leaves at the open. Counted on the calendar, so that
 * nothing has to be remembered of a quiet bar: of a daily stock it is about 170 sessions.
 */
export const SHADOW_LIFE_BARS = 250;

/** WON gained after costs, LOST did not; EXPIRED was never entered, or left when its time was over. */
export type ShadowState = 'OPEN' | 'WON' | 'LOST' | 'EXPIRED';
export type ShadowEnding = 'target' | 'stop' | 'time-limit' | 'prices-out-of-order' | EntryRefusal;

/** What the trade would have been asked for. */
export type ShadowTerms = Pick<
  DetectedPattern,
  'pattern' | 'direction' | 'entry' | 'stop' | 'targets' | 'guard' | 'closeTimeMs'
>;

/** A trade nobody made, followed as the paper account would have. Plain data; goes on from where it was stored. */
export interface ShadowTrade {
  readonly rejectionId: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly state: ShadowState;
  readonly ending: ShadowEnding | null;
  readonly terms: ShadowTerms;
  /** What is open of it; null before the first bar and after the end. */
  readonly book: SeriesBook | null;
  /** Prices as filled, costs of slippage included; null until then. */
  readonly entryPrice: string | null;
  readonly exitPrice: string | null;
  /** Net of all costs, in units of the risk from the fill to the first stop. */
  readonly rMultiple: string | null;
  readonly openedAtMs: number | null;
  readonly closedAtMs: number | null;
  /** Open time of the newest bar that changed it, at first the bar it was refused at. Bars up to here are past. */
  readonly throughMs: number;
}

/** What the paper broker must know; nothing stops a shadow, so no trading state is asked. */
export type ShadowMarket = Pick<PaperMarket, 'instrument' | 'costs' | 'rates'>;

/** The shadow of a refused candidate, before its first bar. */
export function openShadow(candidate: DetectedPattern): ShadowTrade {
  const { pattern, direction, entry, stop, targets, guard } = candidate;
  const canTrade = isPriceOrdered(candidate);
  return {
    rejectionId: rejectionIdOf(candidate.id),
    symbol: candidate.symbol,
    timeframe: candidate.timeframe,
    state: canTrade ? 'OPEN' : 'EXPIRED',
    ending: canTrade ? null : 'prices-out-of-order',
    terms: { pattern, direction, entry, stop, targets, guard, closeTimeMs: candidate.closeTimeMs },
    book: null,
    entryPrice: null,
    exitPrice: null,
    rMultiple: null,
    openedAtMs: null,
    closedAtMs: canTrade ? null : candidate.closeTimeMs,
    throughMs: candidate.knownAtMs,
  };
}

/**
 * One bar further: in at the first open, then as the paper account works a position, by the same function and with the same costs.
 *
 * @returns the same object when the bar changed nothing: then there is nothing to store, and worked again it is again nothing.
 */
export function stepShadow(shadow: ShadowTrade, bar: PriceBar, market: ShadowMarket): ShadowTrade {
  if (shadow.state !== 'OPEN' || bar.openTimeMs <= shadow.throughMs) return shadow;
  const before = bookBefore(shadow, bar, market);
  const { accountCurrency } = CLASSIC_RISK;
  const step = stepBar(before, bar, { ...market, accountCurrency, tradingState: 'ACTIVE' });
  if (step.events.length === 0) return shadow;
  const moved: ShadowTrade = { ...shadow, book: step.book, throughMs: bar.openTimeMs };
  const closed = step.closed[0];
  const position = closed ?? step.book.positions[0];
  if (position === undefined) {
    const ending = refusalIn(step.events);
    return { ...moved, state: 'EXPIRED', ending, book: null, closedAtMs: bar.openTimeMs };
  }
  const entered: ShadowTrade = { ...moved, entryPrice: position.entryPrice, openedAtMs: position.openedAtMs };
  return closed === undefined ? entered : ended(entered, closed);
}

/** The book as it stands at this bar's open: with the entry order at first, with an order to leave when time is over. */
function bookBefore(shadow: ShadowTrade, bar: PriceBar, market: ShadowMarket): SeriesBook {
  const { book, symbol, timeframe, terms } = shadow;
  if (book === null) return submitEntry(emptyBook(symbol, timeframe), entryTerms(shadow, market)).book;
  if (bar.openTimeMs < terms.closeTimeMs + SHADOW_LIFE_BARS * TIMEFRAME_MS[timeframe]) return book;
  return requestClose(book, {
    campaignId: null,
    purpose: 'MANUAL_CLOSE',
    reason: 'time-limit',
    atMs: bar.openTimeMs,
    closePositions: true,
  }).book;
}

function entryTerms({ rejectionId, symbol, timeframe, terms }: ShadowTrade, market: ShadowMarket): EntryTerms {
  return {
    id: rejectionId,
    campaignId: rejectionId,
    reservationId: rejectionId,
    symbol,
    timeframe,
    direction: terms.direction,
    stop: terms.stop,
    targets: terms.targets,
    guard: terms.guard,
    positionSize: shadowSize(terms, market),
    createdAtMs: terms.closeTimeMs,
    expiresAtMs: expiresAtMs(terms.closeTimeMs, timeframe),
  };
}

/** As risk sizes a trade of an account of {@link SHADOW_EQUITY}; the least quantity where that would be none. */
function shadowSize(terms: ShadowTerms, { instrument, rates }: ShadowMarket): string {
  const size = sizePosition({
    candidate: terms,
    instrument,
    equity: amount(SHADOW_EQUITY),
    rates,
    profile: CLASSIC_RISK,
  });
  return size.kind === 'sized' ? decimalText(size.quantity) : instrument.quantityStep;
}

function refusalIn(events: readonly ExecutionEvent[]): ShadowEnding {
  for (const event of events) {
    if (event.kind === 'order' && event.step === 'cancelled') return event.order.reason as EntryRefusal;
  }
  throw new RangeError('an entry that was neither filled nor refused');
}

const ENDING_OF = {
  STOP: 'stop',
  TARGET: 'target',
  MANUAL_CLOSE: 'time-limit',
  STRATEGY_EXIT: 'time-limit',
  EMERGENCY_EXIT: 'time-limit',
} as const satisfies Record<NonNullable<Position['exitReason']>, ShadowEnding>;

function ended(shadow: ShadowTrade, position: Position): ShadowTrade {
  const { exitReason, exitPrice, rMultiple, closedAtMs } = position;
  if (exitReason === null || rMultiple === null) throw new RangeError(`${shadow.rejectionId} ended without a reason`);
  const ending = ENDING_OF[exitReason];
  const state = ending === 'time-limit' ? 'EXPIRED' : amount(rMultiple).greaterThan(0) ? 'WON' : 'LOST';
  return { ...shadow, state, ending, book: null, exitPrice, rMultiple, closedAtMs };
}
