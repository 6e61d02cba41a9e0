import { escaped, type EvidenceGroup, type PatternEvidence } from '@tape/backtesting';
import { fixed, interval, VERDICTS } from './evidence-table.js';

const WIDTH = 760;
const LEFT = 130;
const RIGHT = 150;
const ROW = 34;
const TOP = 26;

/** Mean R of each pattern as a bar with its interval, and what random entries made as a hollow mark beside it. */
export function patternChart({ patterns, timeframe }: EvidenceGroup): string {
  const [low, high] = extent(patterns);
  const x = (r: number): number => LEFT + ((r - low) / (high - low)) * (WIDTH - LEFT - RIGHT);
  const height = TOP + patterns.length * ROW + 8;
  const ticks = ticksOf(low, high).map(
    (r) =>
      `<line class="${r === 0 ? 'zero' : 'grid'}" x1="${at(x(r))}" x2="${at(x(r))}" y1="${TOP - 6}" y2="${height - 4}"/>` +
      `<text class="tick" x="${at(x(r))}" y="${TOP - 12}" text-anchor="middle">${r} R</text>`,
  );
  const rows = patterns.map((of, index) => row(of, TOP + index * ROW, x));
  const label = `Mean R after costs by pattern against random entries, ${timeframe}`;
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(label)}">${ticks.join('')}${rows.join('')}</svg>`;
}

function row(of: PatternEvidence, top: number, x: (r: number) => number): string {
  const { pattern, n, meanR, meanRInterval, randomMeanR, againstRandom } = of;
  const middle = top + ROW / 2;
  const name = `<text x="0" y="${middle + 4}">${escaped(pattern)} <tspan class="tick">n ${n}</tspan></text>`;
  const verdict = `<text class="tick" x="${WIDTH}" y="${middle + 4}" text-anchor="end">${VERDICTS[againstRandom]}</text>`;
  if (meanR === null) return name + verdict;
  const [from, to] = [inside(x(Math.min(0, meanR))), inside(x(Math.max(0, meanR)))];
  const tone = of.insufficientSample ? 'thin' : meanR < 0 ? 'loss' : 'gain';
  const parts = [
    `<rect class="${tone}" x="${from.toFixed(1)}" y="${middle - 8}" width="${(to - from).toFixed(1)}" height="16" rx="2"/>`,
  ];
  if (meanRInterval !== null) {
    const [low, high] = meanRInterval.map((r) => at(x(r)));
    parts.push(
      `<path class="whisker" d="M${low} ${middle - 5}v10M${low} ${middle}H${high}M${high} ${middle - 5}v10"/>`,
    );
  }
  if (randomMeanR !== null) parts.push(`<circle class="random" cx="${at(x(randomMeanR))}" cy="${middle}" r="5"/>`);
  const told = `${pattern}: mean ${fixed(meanR)} R, 95 % ${interval(meanRInterval)}, random ${fixed(randomMeanR)} R`;
  return `<g><title>${escaped(told)}</title>${name}${parts.join('')}${verdict}</g>`;
}

/** Farther out than this an interval is cut: a sample of a few trades would squeeze all others. */
const WIDEST_R = 3;

function extent(patterns: readonly PatternEvidence[]): readonly [number, number] {
  const values = patterns.flatMap(({ meanR, randomMeanR, meanRInterval }) =>
    [meanR, randomMeanR, ...(meanRInterval ?? [])].filter((value) => value !== null),
  );
  const low = Math.max(-WIDEST_R, Math.min(-0.5, ...values));
  const high = Math.min(WIDEST_R, Math.max(0.5, ...values));
  return [Math.floor(low * 2) / 2, Math.ceil(high * 2) / 2];
}

function ticksOf(low: number, high: number): number[] {
  const step = high - low > 3 ? 1 : 0.5;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

/** What lies outside the scale stands at its edge. */
function inside(x: number): number {
  return Math.max(LEFT - 4, Math.min(WIDTH - RIGHT + 4, x));
}

function at(x: number): string {
  return inside(x).toFixed(1);
}
