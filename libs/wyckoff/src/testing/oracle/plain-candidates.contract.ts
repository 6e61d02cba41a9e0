import type { Candidate, RangeView, TradablePattern } from '../../analysis.js';
import { real, type PlainChart } from './plain-chart.contract.js';
import { plainContext } from './plain-measures.contract.js';
import {
  creekOf,
  creekTouches,
  edgesFor,
  iceOf,
  iceTouches,
  plainJump,
  plainStrength,
  type PlainCampaign,
  type PlainMark,
} from './plain-range.contract.js';
import { closing, points, type PlainRules } from './plain-side.contract.js';

/** A pattern found on this bar; what it is worth is known when the bar's phases are. */
export interface PlainDraft {
  readonly pattern: TradablePattern;
  readonly range: PlainCampaign;
  readonly mark: PlainMark;
  readonly parts: Readonly<Record<string, number>>;
  readonly test: PlainMark | null;
}

/** A range as it is shown after a bar. */
export function plainView(range: PlainCampaign, { now, bars }: PlainChart): RangeView {
  const { side } = range;
  const edges = edgesFor(side, range);
  const durationBars = now - range.start;
  const jump = plainJump(edges, durationBars, (read) => real(side, read));
  const conservative = real(side, edges.ceiling + edges.height);
  return {
    id: range.id,
    side,
    state: range.state,
    startTimeMs: bars[range.start].openTimeMs,
    ice: iceOf(range),
    creek: creekOf(range),
    jump: jump === null ? null : real(side, jump),
    conservativeObjective: conservative > 0 ? conservative : null,
    quality: range.quality,
    iceStrength: plainStrength(iceTouches(range), now),
    creekStrength: plainStrength(creekTouches(range), now),
    durationBars,
  };
}

/** The trade of a pattern by docs/wyckoff/targets.md; null when it makes none. */
export function plainCandidate(draft: PlainDraft, chart: PlainChart, forex: boolean): Candidate | null {
  const { range, mark, pattern, parts } = draft;
  const { now, bars, rules, symbol, timeframe } = chart;
  const { side, phase, quality } = range;
  const view = plainView(range, chart);
  if (phase === null || quality < 70 || view.creek - view.ice < 3 * rules.percent * view.ice) return null;
  const plan = tradeOf(draft, chart, rules);
  if (plan === null) return null;
  const volumes = bars.slice(range.start, now + 1).map(({ volume }) => volume);
  const meanVolume = volumes.reduce((sum, volume) => sum + volume, 0) / volumes.length;
  const pointsOf = Object.values(parts).reduce((sum, part) => sum + part, 0);
  const components = { pattern: pointsOf, phase: range.confidence, volume: volumeGrade(draft, meanVolume) };
  const weighted = 0.5 * components.pattern + 0.3 * components.phase + 0.2 * components.volume;
  const confidence = Math.min(forex ? 85 : 95, Math.round(weighted));
  if (confidence < 70) return null;
  const { ice, creek, jump, iceStrength, creekStrength, startTimeMs, durationBars, id } = view;
  const widthPercent = ((creek - ice) / ice) * 100;
  return {
    id: `${symbol}:${timeframe}:${pattern}:${mark.timeMs}:${id}`,
    symbol,
    timeframe,
    pattern,
    side,
    direction: side === 'ACCUMULATION' ? 'LONG' : 'SHORT',
    phase,
    phaseConfidence: range.confidence,
    phaseBBars: range.phaseB === null ? null : now - range.phaseB,
    eventTimeMs: mark.timeMs,
    knownAtMs: bars[now].openTimeMs,
    ...plan,
    confidence,
    components,
    scoreParts: parts,
    range: { id, startTimeMs, ice, creek, jump, iceStrength, creekStrength, quality, widthPercent, durationBars },
    volume: {
      relativeVolume: mark.relativeVolume,
      rangeRelativeVolume: meanVolume > 0 ? mark.volume / meanVolume : null,
      testVolumeRatio: draft.test !== null && mark.volume > 0 ? draft.test.volume / mark.volume : null,
      springType: pattern === 'SPRING' ? typeOf(mark.relativeVolume!) : null,
      closePosition: closing(bars[mark.index]),
    },
    market: plainContext(bars.slice(0, now + 1)),
    higher: null,
  };
}

/** docs/wyckoff/spring.md#volume */
function typeOf(volume: number): 1 | 2 | 3 {
  return volume < 0.7 ? 3 : volume <= 1.5 ? 2 : 1;
}

function tradeOf(
  { pattern, range, mark }: PlainDraft,
  chart: PlainChart,
  { percent }: PlainRules,
): Pick<Candidate, 'entry' | 'stop' | 'targets' | 'guard'> | null {
  const { side } = range;
  const { close: entry, atr } = chart.sides[side][chart.now];
  const edges = edgesFor(side, range);
  const { ceiling, height } = edges;
  const fromInside = pattern === 'SPRING' || pattern === 'UTAD';
  const backedUp = pattern === 'LPS' || pattern === 'LPSY';
  const level = fromInside ? mark.price : backedUp ? Math.min(mark.price, ceiling) : ceiling;
  const structural = level - (fromInside || backedUp ? 0.5 : 1) * atr!;
  if (entry - structural > 10 * percent * Math.abs(entry)) return null;
  const stop = Math.min(structural, entry - percent * Math.abs(entry));
  const jump = plainJump(edges, chart.now - range.start, (read) => real(side, read));
  const guard = fromInside ? mark.price : ceiling;
  if (jump === null || jump <= entry || guard >= entry) return null;
  const onTheWay = [0.5, 0.75].map((share) => entry + share * (jump - entry));
  if (fromInside && ceiling > entry && ceiling < jump) onTheWay.push(ceiling);
  const conservative = ceiling + height;
  const reachable = real(side, conservative) > 0 && conservative > entry;
  return {
    entry: real(side, entry),
    stop: real(side, stop),
    targets: {
      primary: real(side, jump),
      secondary: onTheWay.toSorted((a, b) => a - b).map((price) => real(side, price)),
      conservative: reachable ? real(side, conservative) : null,
    },
    guard: {
      kind: pattern === 'SPRING' ? 'SPRING_LOW' : pattern === 'UTAD' ? 'UTAD_HIGH' : 'CAMPAIGN_ICE',
      price: real(side, guard),
    },
  };
}

/** Less volume on tests and back-ups, more on breakouts. */
function volumeGrade({ pattern, mark, test }: PlainDraft, meanVolume: number): number {
  const volume = mark.relativeVolume ?? 1;
  if (pattern === 'SPRING') {
    return Math.round(points(volume, 0.7, 45, 2.5, 25) + points(test!.volume / mark.volume, 0.4, 55, 1, 20));
  }
  if (pattern === 'UTAD') return Math.round(points(volume, 0.8, 45, 2, 100));
  if (pattern === 'LPS' || pattern === 'LPSY') return Math.round(points(mark.volume / meanVolume, 0.5, 100, 1, 60));
  return Math.round(points(volume, 1, 50, 2, 100));
}
