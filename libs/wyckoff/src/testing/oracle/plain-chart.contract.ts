import type { Bar, Timeframe } from '@tape/market';
import type { PhaseChange, Side, StructuralEvent } from '../../analysis.js';
import type { PhaseReason } from '../../phase/phase-reason.js';
import type { PlainOptions } from './plain-analysis.contract.js';
import type { PlainFound } from './plain-detectors.contract.js';
import type { PlainDraft } from './plain-candidates.contract.js';
import type { PlainCampaign, PlainMark } from './plain-range.contract.js';
import { plainBars, plainRules, upsideDownBars, type PlainBar, type PlainRules } from './plain-side.contract.js';
import { plainSwingHighs, plainSwingLows, type PlainSwing } from './plain-structure.contract.js';

/** Bars short enough that volume depends on the session. */
const BY_SESSION: readonly Timeframe[] = ['1m', '5m', '15m', '1h'];

/** A whole series from both sides, the bar that is read, and what has been said of it. */
export class PlainChart {
  readonly bars: readonly PlainBar[];
  readonly sides: Readonly<Record<Side, readonly PlainBar[]>>;
  readonly rules: PlainRules;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly #swings: Readonly<Record<'highs' | 'lows', readonly PlainSwing[]>>;
  now = 0;
  events: StructuralEvent[] = [];
  /** Ranges that were born or have changed at this bar. */
  changed = new Set<PlainCampaign>();
  drafts: PlainDraft[] = [];
  phases: PhaseChange[] = [];

  constructor(bars: readonly Bar[], { symbol, timeframe, strict, forex }: PlainOptions) {
    this.bars = plainBars(bars, forex && BY_SESSION.includes(timeframe));
    this.sides = { ACCUMULATION: this.bars, DISTRIBUTION: upsideDownBars(this.bars) };
    this.rules = plainRules(timeframe, strict);
    this.symbol = symbol;
    this.timeframe = timeframe;
    this.#swings = { highs: plainSwingHighs(bars), lows: plainSwingLows(bars) };
  }

  get key(): string {
    return `${this.symbol}:${this.timeframe}`;
  }

  turnTo(now: number): void {
    this.now = now;
    this.events = [];
    this.changed = new Set();
    this.drafts = [];
    this.phases = [];
  }

  get timeMs(): number {
    return this.bars[this.now].openTimeMs;
  }

  /** Swings that are known by now: five bars have passed since. */
  known(which: 'highs' | 'lows'): readonly PlainSwing[] {
    return this.#swings[which].filter(({ index }) => index <= this.now - 5);
  }

  /** The swing that has become known at this very bar. */
  fresh(which: 'highs' | 'lows'): PlainSwing | null {
    return this.#swings[which].find(({ index }) => index === this.now - 5) ?? null;
  }

  /** The fresh swing low on a side's own chart: an ordinary swing high is one, upside down. */
  freshLow(side: Side): PlainSwing | null {
    return this.fresh(side === 'ACCUMULATION' ? 'lows' : 'highs');
  }

  freshHigh(side: Side): PlainSwing | null {
    return this.fresh(side === 'ACCUMULATION' ? 'highs' : 'lows');
  }

  markOf({ event, index, price, parts }: PlainFound): PlainMark {
    const { openTimeMs, volume, relativeVolume } = this.bars[index];
    const score = Object.values(parts).reduce((sum, part) => sum + Math.round(part), 0);
    return { event, index, timeMs: openTimeMs, knownIndex: this.now, price, volume, relativeVolume, score };
  }

  say(side: Side, rangeId: string | null, mark: PlainMark, parts: PlainFound['parts']): void {
    this.events.push({
      event: mark.event,
      side,
      rangeId,
      eventTimeMs: mark.timeMs,
      knownAtMs: this.timeMs,
      price: real(side, mark.price),
      score: mark.score,
      scoreParts: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, Math.round(part)])),
      relativeVolume: mark.relativeVolume,
    });
  }

  /** A phase moved, or was confirmed, by an event. */
  sayPhase(
    change: Pick<PhaseChange, 'rangeId' | 'side' | 'phase' | 'previousPhase' | 'confidence'>,
    mark: PlainMark,
    reason: PhaseReason,
  ): void {
    const { event, timeMs: eventTimeMs, score } = mark;
    const price = real(change.side, mark.price);
    this.phases.push({ ...change, event, reason, eventTimeMs, price, score, knownAtMs: this.timeMs });
  }

  /** A phase moved without an event, by the close of this bar. */
  sayMoved(
    change: Pick<PhaseChange, 'rangeId' | 'side' | 'phase' | 'previousPhase' | 'confidence'>,
    reason: PhaseReason,
  ): void {
    const { openTimeMs, close } = this.bars[this.now];
    const where = { eventTimeMs: openTimeMs, knownAtMs: openTimeMs, price: close };
    this.phases.push({ ...change, ...where, event: null, reason, score: null });
  }
}

/** A price of a side's chart on the real one. */
export function real(side: Side, price: number): number {
  return side === 'ACCUMULATION' ? price : -price;
}
