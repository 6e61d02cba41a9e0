import { isoTime } from '@tape/market';
import type { SampledPoint } from '../sampled-curve.js';
import { escaped } from './markup.js';

const WIDTH = 900;
const HEIGHT = 260;
const UNDER = 90;
const LEFT = 92;
const PAD = 14;

/** Equity over time, and under it how far it was below its high, as SVG. */
export function curveChart(curve: readonly SampledPoint[]): string {
  const first = curve[0];
  const last = curve.at(-1);
  if (first === undefined || last === undefined || curve.length < 2) return '<p>No curve: nothing was ever held.</p>';
  const equities = curve.map(({ equity }) => Number(equity));
  const [low, high] = [Math.min(...equities), Math.max(...equities)];
  const deepest = Math.max(...curve.map(({ drawdownPercent }) => drawdownPercent), 1e-9);
  const x = ({ timeMs }: SampledPoint): number =>
    LEFT + ((timeMs - first.timeMs) / (last.timeMs - first.timeMs)) * (WIDTH - LEFT - PAD);
  const y = (equity: number): number => HEIGHT - PAD - ((equity - low) / (high - low || 1)) * (HEIGHT - 2 * PAD);
  const under = (percent: number): number => HEIGHT + PAD + (percent / deepest) * (UNDER - PAD);
  const line = stepped(curve, x, ({ equity }) => y(Number(equity)));
  const area = stepped(curve, x, ({ drawdownPercent }) => under(drawdownPercent));
  const label = (at: number, text: string): string =>
    `<text class="tick" x="${LEFT - 6}" y="${at.toFixed(1)}" text-anchor="end">${escaped(text)}</text>`;
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT + UNDER + 24}" role="img" aria-label="Equity and drawdown over time">
<line class="grid" x1="${LEFT}" x2="${WIDTH - PAD}" y1="${y(Number(first.equity)).toFixed(1)}" y2="${y(Number(first.equity)).toFixed(1)}"/>
<polyline class="equity" points="${line}"/>
<polygon class="under" points="${LEFT},${HEIGHT + PAD} ${area} ${x(last).toFixed(1)},${HEIGHT + PAD}"/>
${label(y(high) + 4, money(high))}${label(y(low) + 4, money(low))}
${label(HEIGHT + PAD + 4, '0 %')}${label(under(deepest), `−${deepest.toFixed(1)} %`)}
<text class="tick" x="${LEFT}" y="${HEIGHT + UNDER + 20}">${isoTime(first.timeMs).slice(0, 10)}</text>
<text class="tick" x="${WIDTH - PAD}" y="${HEIGHT + UNDER + 20}" text-anchor="end">${isoTime(last.timeMs).slice(0, 10)}</text>
</svg>`;
}

/** Level from each point to the time of the next: there is a point wherever equity changed. */
function stepped(
  curve: readonly SampledPoint[],
  x: (point: SampledPoint) => number,
  y: (point: SampledPoint) => number,
): string {
  const points = curve.flatMap((point, index) => {
    const before = curve[index - 1] ?? point;
    return [`${x(point).toFixed(1)},${y(before).toFixed(1)}`, `${x(point).toFixed(1)},${y(point).toFixed(1)}`];
  });
  return points.join(' ');
}

function money(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}
