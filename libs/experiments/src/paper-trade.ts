import { TIMEFRAME_MS, type PriceBar, type Timeframe } from '@tape/market';
import { CLASSIC_RISK } from '@tape/risk-rules';
import {
  emptyBook,
  requestClose,
  SHADOW_LIFE_BARS,
  stepBar,
  submitEntry,
  type BarStep,
  type EntryRefusal,
  type ExitPurpose,
  type Position,
  type SeriesBook,
  type ShadowMarket,
} from '@tape/trading';
import type { EnginePlan, StandAside } from './engine.js';
import type { ExperimentSignal } from './experiment-signal.js';

export type PaperState = 'OPEN' | 'CLOSED' | 'NOT_ENTERED';
export type PaperEnding = 'target' | 'stop' | 'time-limit' | EntryRefusal | StandAside;

/** An engine's plan followed on paper by its own rule. Plain data; goes on from where it was stored. */
export interface PaperTrade {
  readonly id: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly state: PaperState;
  readonly ending: PaperEnding | null;
  /** What is open of it, at first the entry order; null after the end. */
  readonly book: SeriesBook | null;
  /** As it was opened, whole; what a synchronised exit is worked out from. */
  readonly entered: Position | null;
  /** Average over the parts that were sold. */
  readonly exitPrice: string | null;
  /** Net of all costs, in units of the risk from the fill to the first stop. */
  readonly rMultiple: string | null;
  readonly closedAtMs: number | null;
  /** From this bar on it leaves at the open. */
  readonly leaveAtMs: number;
  /** Open time of the last bar worked, at first the signal's own. Bars up to here are past. */
  readonly throughMs: number;
}

/** The trade a plan asks for, before its first bar. */
export function openPaperTrade(id: string, signal: ExperimentSignal, plan: EnginePlan): PaperTrade {
  const { symbol, timeframe, barTimeMs, createdAtMs, expiresAtMs } = signal;
  const trade: PaperTrade = {
    id,
    symbol,
    timeframe,
    state: 'NOT_ENTERED',
    ending: null,
    book: null,
    entered: null,
    exitPrice: null,
    rMultiple: null,
    closedAtMs: null,
    leaveAtMs: createdAtMs + SHADOW_LIFE_BARS * TIMEFRAME_MS[timeframe],
    throughMs: barTimeMs,
  };
  if (plan.kind === 'stand-aside') return { ...trade, ending: plan.reason, closedAtMs: createdAtMs };
  const { kind: _, ...asked } = plan;
  const terms = { id, campaignId: id, reservationId: id, symbol, timeframe, ...asked, createdAtMs, expiresAtMs };
  return { ...trade, state: 'OPEN', book: submitEntry(emptyBook(symbol, timeframe), terms).book };
}

/**
 * One bar further: in at the first open, then as the paper account works a position, by the same function and with the same costs.
 *
 * @returns the same object for a bar that is past or comes after the end
 */
export function stepPaperTrade(trade: PaperTrade, bar: PriceBar, market: ShadowMarket): PaperTrade {
  if (trade.state !== 'OPEN' || trade.book === null || bar.openTimeMs <= trade.throughMs) return trade;
  const book = bar.openTimeMs < trade.leaveAtMs ? trade.book : leaving(trade.book, bar);
  const { accountCurrency } = CLASSIC_RISK;
  const step = stepBar(book, bar, { ...market, accountCurrency, tradingState: 'ACTIVE' });
  const moved: PaperTrade = { ...trade, book: step.book, throughMs: bar.openTimeMs };
  const closed = step.closed[0];
  const position = closed ?? step.book.positions[0];
  if (position === undefined) {
    return { ...moved, state: 'NOT_ENTERED', ending: refusalIn(step), book: null, closedAtMs: bar.openTimeMs };
  }
  const entered = trade.entered ?? asOpened(position, step);
  if (closed === undefined) return { ...moved, entered };
  const { exitPrice, exitReason, rMultiple, closedAtMs } = closed;
  if (exitReason === null) throw new RangeError(`${trade.id} ended without a reason`);
  return {
    ...moved,
    state: 'CLOSED',
    ending: ENDING_OF[exitReason],
    book: null,
    entered,
    exitPrice,
    rMultiple,
    closedAtMs,
  };
}

const ENDING_OF = {
  STOP: 'stop',
  TARGET: 'target',
  MANUAL_CLOSE: 'time-limit',
  STRATEGY_EXIT: 'time-limit',
  EMERGENCY_EXIT: 'time-limit',
} as const satisfies Record<ExitPurpose, PaperEnding>;

function leaving(book: SeriesBook, bar: PriceBar): SeriesBook {
  const request = { campaignId: null, purpose: 'MANUAL_CLOSE', reason: 'time-limit', closePositions: true } as const;
  return requestClose(book, { ...request, atMs: bar.openTimeMs }).book;
}

/** The position at the moment of its entry, whatever the same bar did to it afterwards. The entry is always the first fill. */
function asOpened(position: Position, { fills }: BarStep): Position {
  const fees = fills[0]?.fees;
  if (fees === undefined) throw new RangeError(`${position.id} was opened without a fill`);
  return {
    ...position,
    quantity: position.initialQuantity,
    exitPrice: null,
    exitReason: null,
    realisedPnl: fees === '0' ? '0' : `-${fees}`,
    fees,
    rMultiple: null,
    closedAtMs: null,
  };
}

function refusalIn({ events }: BarStep): EntryRefusal {
  for (const event of events) {
    if (event.kind === 'order' && event.step === 'cancelled') return event.order.reason as EntryRefusal;
  }
  throw new RangeError('an entry that was neither filled nor refused');
}
