import type { Side } from '../../analysis.js';
import type { PlainChart } from './plain-chart.contract.js';
import { plainClimax, plainMove, plainPreliminary } from './plain-detectors.contract.js';
import { plainQuality, type PlainCampaign, type PlainMark } from './plain-range.contract.js';
import { lowestOf, type PlainBar } from './plain-side.contract.js';
import type { PlainSwing } from './plain-structure.contract.js';

export interface PlainZone {
  readonly id: string;
  readonly side: Side;
  /** Every climactic bar so far, the reported one first. */
  readonly climactic: PlainMark[];
}

/** Phase A before there is a range, for one side: docs/wyckoff/ps.md, sc.md, ar.md and their mirrors. */
export class PlainClimaxWatch {
  readonly side: Side;
  readonly #chart: PlainChart;
  #preliminary: PlainMark | null = null;
  zone: PlainZone | null = null;

  constructor(side: Side, chart: PlainChart) {
    this.side = side;
    this.#chart = chart;
  }

  get #bars(): readonly PlainBar[] {
    return this.#chart.sides[this.side];
  }

  /** What has become of the climax that waits: void, or a range by its automatic move, or neither. */
  follow(): PlainCampaign | null {
    const { zone } = this;
    if (zone === null) return null;
    const chart = this.#chart;
    const { now, rules } = chart;
    const climax = this.#extreme(zone, now);
    const lastClimactic = zone.climactic.at(-1)!.index;
    const goal = climax.price + 3 * rules.percent * Math.abs(climax.price);
    const moved = this.#bars.slice(climax.index + 1, now + 1).some(({ high }) => high >= goal);
    const lost = climax.index === now && now - lastClimactic > 10;
    if (lost || (climax.index < now && now - climax.index > (moved ? 25 : 9))) {
      this.zone = null;
      const change = { rangeId: zone.id, side: this.side, phase: null, previousPhase: 'A', confidence: 0 } as const;
      chart.sayMoved(change, 'climax-void');
      return null;
    }
    const swing = chart.freshHigh(this.side);
    const move = swing === null ? null : plainMove(this.#bars, climax, swing.index, rules);
    if (move === null) return null;
    this.zone = null;
    const phaseA = { rangeId: zone.id, side: this.side, phase: 'A', previousPhase: 'A' } as const;
    if (climax.index !== zone.climactic[0].index) {
      chart.say(this.side, zone.id, climax, { zone: climax.score });
      chart.sayPhase({ ...phaseA, confidence: climax.score }, climax, 'climax-extreme');
    }
    const mark = chart.markOf(move);
    chart.say(this.side, zone.id, mark, move.parts);
    chart.sayPhase({ ...phaseA, confidence: mark.score }, mark, 'event-found');
    return this.#range(zone, climax, mark);
  }

  /** Looks for a climax or a preliminary stop at this bar; answers the climax that begins a zone. */
  look(claimed: (bar: number) => boolean): PlainMark | null {
    const chart = this.#chart;
    const { now } = chart;
    const found = plainClimax(this.side === 'ACCUMULATION' ? 'SC' : 'BC', this.#bars, now, chart.rules);
    if (found === null) {
      this.#lookForPreliminary();
      return null;
    }
    const mark = chart.markOf(found);
    if (this.zone !== null) {
      this.zone.climactic.push(mark);
      return null;
    }
    if (claimed(now)) return null;
    const id = `${chart.key}:${chart.timeMs}:climax`;
    this.zone = { id, side: this.side, climactic: [mark] };
    this.#preliminary = null;
    chart.say(this.side, id, mark, found.parts);
    const change = { rangeId: id, side: this.side, phase: 'A', previousPhase: null, confidence: mark.score } as const;
    chart.sayPhase(change, mark, 'event-found');
    return mark;
  }

  #lookForPreliminary(): void {
    const chart = this.#chart;
    if (this.zone !== null) return;
    if (this.#preliminary !== null && chart.now - this.#preliminary.index <= 40) return;
    const found = plainPreliminary(this.side === 'ACCUMULATION' ? 'PS' : 'PSY', this.#bars, chart.now);
    if (found === null) return;
    this.#preliminary = chart.markOf(found);
    chart.say(this.side, null, this.#preliminary, found.parts);
  }

  /** The climax of the zone: its lowest bar by `now`, with the volume of its busiest climactic bar and the best score. */
  #extreme({ climactic }: PlainZone, now: number): PlainMark {
    const index = lowestOf(this.#bars, climactic[0].index, now);
    const busiest = climactic.reduce((best, mark) => (mark.volume > best.volume ? mark : best));
    const { openTimeMs: timeMs, low: price } = this.#bars[index];
    const score = Math.max(...climactic.map((mark) => mark.score));
    const { volume, relativeVolume } = busiest;
    const { event } = climactic[0];
    return { event, index, timeMs, price, volume, relativeVolume, score, knownIndex: now };
  }

  #range({ id, climactic }: PlainZone, climax: PlainMark, move: PlainMark): PlainCampaign {
    const { now, bars } = this.#chart;
    const up = this.side === 'ACCUMULATION';
    const lows = [lowTurn(bars, up ? climax.index : move.index)];
    const highs = [highTurn(bars, up ? move.index : climax.index)];
    const start = climactic[0].index;
    return {
      id,
      origin: 'climax',
      start,
      cameFrom: up ? 'above' : 'below',
      side: this.side,
      state: 'FORMING',
      lows,
      highs,
      bornOf: { lows: 1, highs: 1 },
      failed: [],
      stood: [],
      marks: { ACCUMULATION: {}, DISTRIBUTION: {}, [this.side]: { climax, move } },
      phase: 'A',
      confidence: move.score,
      phaseB: null,
      quality: plainQuality(lows, highs, now - start),
    };
  }
}

function lowTurn(bars: readonly PlainBar[], index: number): PlainSwing {
  const { openTimeMs: timeMs, open, high, low, close, volume } = bars[index];
  return { index, timeMs, price: low, volume, wick: high > low ? (Math.min(open, close) - low) / (high - low) : 0 };
}

function highTurn(bars: readonly PlainBar[], index: number): PlainSwing {
  const { openTimeMs: timeMs, open, high, low, close, volume } = bars[index];
  return { index, timeMs, price: high, volume, wick: high > low ? (high - Math.max(open, close)) / (high - low) : 0 };
}
