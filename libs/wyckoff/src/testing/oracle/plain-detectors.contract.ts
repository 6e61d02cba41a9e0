import type { WyckoffEvent } from '../../analysis.js';
import type { PlainEdges, PlainMark, PlainMarks } from './plain-range.contract.js';
import { plainStrength } from './plain-range.contract.js';
import {
  closing,
  diveEndedAt,
  fallen,
  lowestOf,
  points,
  spreadOf,
  type PlainBar,
  type PlainRules,
} from './plain-side.contract.js';

/** What a definition finds at a bar: the event, the bar it rests on, its price there, its points by component. */
export interface PlainFound {
  readonly event: WyckoffEvent;
  readonly index: number;
  readonly price: number;
  readonly parts: Readonly<Record<string, number>>;
}

/** A range as one side reads it on the bar that is judged. */
export interface PlainReading extends PlainEdges {
  readonly start: number;
  readonly phaseB: number | null;
  /** The trend only pauses here: re-accumulation, redistribution. */
  readonly pause: boolean;
  /** The side is the range's own. */
  readonly own: boolean;
  readonly meanVolume: number;
  readonly marks: PlainMarks;
}

type Bars = readonly PlainBar[];

/** docs/wyckoff/sc.md, bc.md */
export function plainClimax(event: WyckoffEvent, bars: Bars, now: number, rules: PlainRules): PlainFound | null {
  const bar = bars[now];
  const volume = bar.relativeVolume;
  const spread = spreadOf(bars, now, rules);
  if (volume === null || spread === null) return null;
  const effort = rules.strict
    ? volume >= 2 && spread >= 1.5
    : (volume >= 2 && spread >= 1) || (volume >= 1.5 && spread >= 1.5);
  const decline = fallen(bars, now);
  const position = closing(bar);
  if (!effort || bar.close >= bars[now - 1].close || decline < 4 || (rules.strict && position < 0.5)) return null;
  const parts = {
    volume: points(volume, 1.5, 20, 3, 35),
    spread: points(spread, 1, 10, 2, 20),
    close: points(position, 0.2, 5, 0.7, 25),
    trend: points(decline, 4, 10, 8, 20),
  };
  return { event, index: now, price: bar.low, parts };
}

/** docs/wyckoff/ps.md, psy.md */
export function plainPreliminary(event: WyckoffEvent, bars: Bars, now: number): PlainFound | null {
  const bar = bars[now];
  const volume = bar.relativeVolume;
  const position = closing(bar);
  const decline = fallen(bars, now);
  if (volume === null || volume < 1.3 || position < 0.5 || decline < 4) return null;
  const parts = {
    volume: points(volume, 1.3, 25, 2.5, 45),
    close: points(position, 0.5, 20, 0.9, 35),
    trend: points(decline, 4, 10, 8, 20),
  };
  return { event, index: now, price: bar.low, parts };
}

/** docs/wyckoff/ar.md; `swing` is the swing high that has become known, on this side's chart. */
export function plainMove(bars: Bars, climax: PlainMark, swing: number, { percent }: PlainRules): PlainFound | null {
  const goal = climax.price + 3 * percent * Math.abs(climax.price);
  if (swing <= climax.index || bars[swing].high < goal) return null;
  const bar = bars.findIndex(({ high }, i) => i > climax.index && high >= goal);
  const took = bar - climax.index;
  if (took > 10) return null;
  const distance = (bars[swing].high - climax.price) / Math.abs(climax.price);
  const parts = { distance: points(distance / (3 * percent), 1, 20, 3, 50), speed: points(took, 5, 50, 10, 20) };
  return { event: 'AR', index: swing, price: bars[swing].high, parts };
}

/** docs/wyckoff/st.md; `swing` is the swing low that has become known. */
export function plainSecondaryTest(
  bars: Bars,
  { marks }: PlainReading,
  swing: number,
  { percent }: PlainRules,
): PlainFound | null {
  const { climax, move } = marks;
  if (climax === undefined || move === undefined || swing <= move.index || swing > move.index + 40) return null;
  const { low, volume } = bars[swing];
  const tolerance = 2 * percent * Math.abs(climax.price);
  const distance = Math.abs(low - climax.price);
  if (distance > tolerance || climax.volume === 0 || volume / climax.volume > 0.8) return null;
  const parts = {
    volume: points(volume / climax.volume, 0.3, 50, 0.8, 25),
    distance: points(distance / tolerance, 0, 30, 1, 15),
    held: low >= climax.price ? 20 : 8,
  };
  return { event: 'ST', index: swing, price: low, parts };
}

/** docs/wyckoff/spring.md#cause */
function causeBuilt(bars: Bars, { phaseB, pause }: PlainReading, index: number, { percent }: PlainRules): boolean {
  if (phaseB === null) return false;
  const { atr, close } = bars[index];
  const volatile = atr !== null && atr > 4 * percent * Math.abs(close);
  const needed = pause ? 5 : volatile ? 8 : 10;
  return index - phaseB >= needed;
}

/** docs/wyckoff/spring.md */
export function plainSpring(bars: Bars, range: PlainReading, now: number, rules: PlainRules): PlainFound | null {
  const { floor, lowest, height, marks } = range;
  const index = diveEndedAt(bars, floor, now);
  if (index === null || now - index > 5) return null;
  const { low: price, relativeVolume: volume } = bars[index];
  if (price >= lowest || (marks.spring !== undefined && price >= marks.spring.price)) return null;
  const depth = Math.min(floor, lowest) - price;
  const deepest = Math.min(5 * rules.percent * Math.abs(floor), 0.35 * height);
  if (depth > deepest || !causeBuilt(bars, range, index, rules)) return null;
  if (volume === null || (rules.strict && volume >= 0.7)) return null;
  const parts = {
    depth: points(depth / deepest, 0.3, 30, 1, 12),
    recovery: points(now - index, 0, 30, 5, 12),
    volume: points(volume, 0.7, 25, 2.5, 10),
    level: plainStrength(range.floorTouches, now) * 0.15,
  };
  return { event: 'SPRING', index, price, parts };
}

/** docs/wyckoff/utad.md; the creek is the floor of the chart upside down. */
export function plainUpthrust(bars: Bars, range: PlainReading, now: number, rules: PlainRules): PlainFound | null {
  const { floor, lowest, marks } = range;
  const index = diveEndedAt(bars, floor, now);
  if (!range.own || index === null || now - index > 3) return null;
  const { low: price, relativeVolume: volume } = bars[index];
  if (price >= lowest || (marks.spring !== undefined && price >= marks.spring.price)) return null;
  const beyond = (floor - price) / Math.abs(floor);
  if (beyond < 0.3 * rules.percent || beyond > 5 * rules.percent) return null;
  if (volume === null || (rules.strict && volume < 2)) return null;
  const built = now - range.start >= 15 && causeBuilt(bars, range, index, rules);
  const parts = {
    depth: points(beyond / (5 * rules.percent), 0.3, 25, 1, 10),
    recovery: points(now - index, 0, 30, 3, 15),
    volume: points(volume, 0.8, 12, 2, 30),
    level: plainStrength(range.floorTouches, now) * 0.15,
  };
  return { event: built ? 'UTAD' : 'UT', index, price, parts };
}

/** docs/wyckoff/test.md; the younger of two possible test bars is the test. */
export function plainTest(
  bars: Bars,
  { marks }: PlainReading,
  now: number,
  { percent }: PlainRules,
): PlainFound | null {
  const { spring, test } = marks;
  if (spring === undefined || test !== undefined) return null;
  const reach = 3 * percent * Math.abs(spring.price);
  for (const index of [now - 1, now - 2]) {
    const [before, bar, { close }] = [bars[index - 1], bars[index], bars[now]];
    const inTime = index > spring.knownIndex && index <= spring.index + 15;
    const holds = bar.low >= spring.price && bar.low - spring.price <= reach;
    const returns = bar.low < before.low || bar.close < before.close;
    const quiet = bar.volume < spring.volume;
    const confirmed = close > bar.high || (index === now - 2 && close > bar.close);
    if (!inTime || !holds || !returns || !quiet || !confirmed) continue;
    const parts = {
      volume: points(bar.volume / spring.volume, 0.4, 50, 1, 15),
      holding: points((bar.low - spring.price) / reach, 0, 15, 0.5, 25),
      confirmation: close > bar.high ? 25 : 15,
    };
    return { event: 'TEST', index, price: bar.low, parts };
  }
  return null;
}

/** docs/wyckoff/sos.md, sow.md */
export function plainBreakout(
  event: WyckoffEvent,
  bars: Bars,
  range: PlainReading,
  now: number,
  rules: PlainRules,
): PlainFound | null {
  const { ceiling } = range;
  const bar = bars[now];
  const beyond = (bar.close - ceiling) / Math.abs(ceiling);
  const fresh = bars.slice(now - 3, now).some(({ close }) => close <= ceiling);
  const [before, spread] = [spreadOf(bars, now - 1, rules), spreadOf(bars, now, rules)];
  const { relativeVolume: volume } = bar;
  if (beyond < rules.percent || !fresh || spread === null || spread < 1.2 || closing(bar) < 0.5) return null;
  if (volume === null || volume < (rules.strict ? 1.5 : 1)) return null;
  if (volume < 1.5 && before !== null && spread <= before) return null;
  if (!causeBuilt(bars, range, now, rules)) return null;
  const parts = {
    volume: points(volume, 1, 15, 2, 35),
    spread: points(spread, 1.2, 12, 2, 20),
    close: points(closing(bar), 0.5, 10, 0.7, 20),
    margin: points(beyond / rules.percent, 1, 6, 3, 10),
    level: plainStrength(range.ceilingTouches, now) * 0.15,
  };
  return { event, index: now, price: bar.close, parts };
}

/** docs/wyckoff/lps.md, lpsy.md */
export function plainBackup(
  event: WyckoffEvent,
  bars: Bars,
  range: PlainReading,
  now: number,
  { percent }: PlainRules,
): PlainFound | null {
  const { breakout, backup } = range.marks;
  if (breakout === undefined || now < breakout.index + 2 || (backup?.index ?? -1) > breakout.index) return null;
  const index = lowestOf(bars, breakout.index + 1, now);
  if (index > breakout.index + 10 || now > index + 3) return null;
  const [before, bar, { close }] = [bars[index - 1], bars[index], bars[now]];
  const returns = bar.low < before.low || bar.close < before.close;
  const distance = (bar.low - range.ceiling) / Math.abs(range.ceiling);
  const bounce = (close - bar.low) / Math.abs(bar.low);
  if (!returns || distance < -2 * percent || distance > 3 * percent) return null;
  if (!(bar.volume < range.meanVolume) || bounce < percent || close <= range.ceiling) return null;
  const parts = {
    volume: points(bar.volume / range.meanVolume, 0.5, 35, 1, 18),
    nearness: points(Math.abs(distance) / (3 * percent), 0, 25, 1, 12),
    bounce: points(bounce / percent, 1, 12, 3, 20),
    breakout: breakout.score * 0.2,
  };
  return { event, index, price: bar.low, parts };
}
