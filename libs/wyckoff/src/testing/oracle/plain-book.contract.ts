import type { AnalysisStep, Phase, Side } from '../../analysis.js';
import type { PhaseReason } from '../../phase/phase-reason.js';
import { plainCampaignStep } from './plain-campaign.contract.js';
import type { PlainChart } from './plain-chart.contract.js';
import { plainConfidence } from './plain-phases.contract.js';
import {
  creekOf,
  creekTouches,
  iceOf,
  iceTouches,
  plainQuality,
  type PlainCampaign,
  type PlainMark,
} from './plain-range.contract.js';
import { plainRange, type PlainSwing } from './plain-structure.contract.js';

/** The live ranges, by docs/wyckoff/ranges.md. */
export class PlainBook {
  readonly #chart: PlainChart;
  readonly #drawnStarts = new Set<number>();
  #live: PlainCampaign[] = [];
  #barrier = -1;

  constructor(chart: PlainChart) {
    this.#chart = chart;
  }

  /** Where the close stands of every edge, and the edges that a fresh swing has touched. */
  carry(): void {
    const { now, bars } = this.#chart;
    const { close } = bars[now];
    for (const range of this.#live) {
      range.stood.push(close > creekOf(range) ? 1 : close < iceOf(range) ? -1 : 0);
      this.#touch(range);
    }
  }

  #touch(range: PlainCampaign): void {
    if (range.phase !== 'A' && range.phase !== 'B') return;
    const { now } = this.#chart;
    const [low, high] = [this.#chart.fresh('lows'), this.#chart.fresh('highs')];
    const [ice, creek] = [iceOf(range), creekOf(range)];
    const near = (swing: PlainSwing | null, touches: readonly PlainSwing[], edge: number): boolean =>
      swing !== null &&
      swing.index > touches.at(-1)!.index &&
      Math.abs(swing.price - edge) <= Math.min(0.25 * (creek - ice), 2 * this.#chart.rules.percent * edge);
    const [atIce, atCreek] = [near(low, range.lows, ice), near(high, range.highs, creek)];
    if (atIce) range.lows.push(low!);
    if (atCreek) range.highs.push(high!);
    if (!atIce && !atCreek) return;
    this.#chart.changed.add(range);
    this.#measure(range);
    if (range.phase === 'A' && range.lows.length >= 2 && range.highs.length >= 2) {
      range.state = 'ACTIVE';
      range.phaseB = Math.max(range.lows[1].index, range.highs[1].index);
      this.#move(range, 'B', 'range-drawn', now);
    }
  }

  judge(): void {
    const { now } = this.#chart;
    for (const range of this.#live) {
      if ([10, 15, 25, 40].includes(now - range.start)) {
        this.#chart.changed.add(range);
        this.#measure(range);
      }
      plainCampaignStep(range, this.#chart, (phase, reason) => this.#move(range, phase, reason, now));
    }
    for (const range of this.#live.filter(({ phase }) => phase === null)) this.#remove(range);
  }

  /** A climactic bar that belongs to a range: docs/wyckoff/sc.md. */
  claims(now: number, side: Side): boolean {
    const { bars, rules } = this.#chart;
    const up = side === 'ACCUMULATION';
    const { low, high, relativeVolume } = bars[now];
    return this.#live.some((range) => {
      const own = range.marks[range.side];
      if (own.breakout?.index === now) return true;
      const freshSpring = range.phase === 'C' && own.spring !== undefined && now - own.spring.index <= 15;
      const young = range.phase === 'A' && range.side === side && relativeVolume! < 3;
      if (range.phase !== 'B' && !freshSpring && !young) return false;
      const edge = up ? iceOf(range) : creekOf(range);
      const beyond = up ? edge - low : high - edge;
      return beyond <= 5 * rules.percent * edge && beyond >= -0.25 * (creekOf(range) - iceOf(range));
    });
  }

  admit(range: PlainCampaign): void {
    const rivals = this.#live.filter((other) => this.#sameStructure(range, other));
    const loses = rivals.some(
      (other) =>
        running(other) || (other.origin === range.origin ? other.quality > range.quality : other.origin === 'climax'),
    );
    const others = this.#live.filter((other) => !rivals.includes(other));
    const weakest = others.filter((other) => !running(other)).toSorted((a, b) => a.quality - b.quality)[0];
    const full = others.length >= 8;
    if (loses || (full && (weakest === undefined || weakest.quality > range.quality))) {
      if (range.origin === 'climax') this.#supersede(range);
      return;
    }
    const gone = full ? [...rivals, weakest] : rivals;
    for (const other of gone) this.#supersede(other);
    this.#live = [...this.#live.filter((other) => !gone.includes(other)), range];
    this.#chart.changed.add(range);
    if (range.origin === 'climax') return;
    this.#drawnStarts.add(range.start);
    range.phase = null;
    this.#move(range, 'B', 'range-drawn', this.#chart.now);
  }

  /** A climax of three times the volume starts phase A over. */
  restart({ relativeVolume, event }: PlainMark): void {
    if (relativeVolume === null || relativeVolume < 3) return;
    const side: Side = event === 'SC' ? 'ACCUMULATION' : 'DISTRIBUTION';
    for (const range of this.#live.filter((one) => one.phase === 'A' && one.side === side)) {
      range.state = 'FAILED';
      this.#move(range, null, 'climax-restarted', this.#chart.now);
      this.#remove(range);
    }
  }

  /** The range the swings have drawn at this bar, if one of them is fresh. */
  drawn(): PlainCampaign | null {
    const chart = this.#chart;
    const { now, bars, rules } = chart;
    if (chart.fresh('lows') === null && chart.fresh('highs') === null) return null;
    const known = bars.slice(0, now + 1);
    const drawn = plainRange(known, this.#barrier, rules.percent, [...chart.known('highs')], [...chart.known('lows')]);
    if (drawn === null || this.#drawnStarts.has(drawn.startIndex)) return null;
    const { ice, creek, startIndex: start } = drawn;
    const rose = bars[start].close > bars[Math.max(0, start - 30)].close;
    return {
      id: `${chart.key}:${drawn.startTimeMs}:cluster`,
      origin: 'cluster',
      start,
      cameFrom: rose ? 'below' : 'above',
      side: rose ? 'DISTRIBUTION' : 'ACCUMULATION',
      state: 'ACTIVE',
      lows: [...ice],
      highs: [...creek],
      bornOf: { lows: ice.length, highs: creek.length },
      failed: [],
      stood: [],
      marks: { ACCUMULATION: {}, DISTRIBUTION: {} },
      phase: 'B',
      confidence: 0,
      phaseB: Math.max(ice[1].index, creek[1].index),
      quality: plainQuality(ice, creek, now - start),
    };
  }

  leading(): AnalysisStep['current'] | null {
    const [best] = this.#live.toSorted((a, b) => b.quality - a.quality || b.start - a.start);
    return best === undefined ? null : { side: best.side, phase: best.phase, rangeId: best.id };
  }

  #measure(range: PlainCampaign): void {
    range.quality = plainQuality(iceTouches(range), creekTouches(range), this.#chart.now - range.start);
  }

  #sameStructure(a: PlainCampaign, b: PlainCampaign): boolean {
    if (b.phase === 'E' || b.phase === null) return false;
    const shared = Math.min(creekOf(a), creekOf(b)) - Math.max(iceOf(a), iceOf(b));
    return shared > 0.5 * Math.max(creekOf(a) - iceOf(a), creekOf(b) - iceOf(b));
  }

  #supersede(range: PlainCampaign): void {
    range.state = 'FAILED';
    this.#move(range, null, 'range-superseded', this.#chart.now);
  }

  #remove(range: PlainCampaign): void {
    this.#live = this.#live.filter((other) => other !== range);
    if (range.state === 'FAILED') this.#barrier = this.#chart.now;
  }

  #move(range: PlainCampaign, phase: Phase | null, reason: PhaseReason, now: number): void {
    const { phase: previousPhase, id: rangeId, side } = range;
    this.#chart.changed.add(range);
    range.phase = phase;
    range.confidence = phase === null ? 0 : plainConfidence(range, side, phase, now);
    this.#chart.sayMoved({ rangeId, side, phase, previousPhase, confidence: range.confidence }, reason);
  }
}

function running({ phase }: PlainCampaign): boolean {
  return phase === 'C' || phase === 'D';
}
