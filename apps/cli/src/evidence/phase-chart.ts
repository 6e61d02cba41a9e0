import { escaped, PHASE_NAMES, type SeriesSummary } from '@tape/backtesting';
import { fixed } from './evidence-table.js';

const WIDTH = 760;
const LEFT = 130;
const ROW = 18;

/** Share of bars in each phase, a row a series; bars without a range are the empty rest. */
export function phaseChart(series: readonly SeriesSummary[]): string {
  const rows = series.map((one, index) => {
    const top = index * ROW;
    const name = `${one.symbol} ${one.timeframe}`;
    let x = LEFT;
    const parts = PHASE_NAMES.filter((phase) => phase !== 'NONE').map((phase) => {
      const share = one.phaseSharePercent[phase];
      const width = (share / 100) * (WIDTH - LEFT);
      const told = `<title>${escaped(name)}: phase ${phase} ${fixed(share, 1)} %</title>`;
      const part = `<rect class="phase-${phase}" x="${x.toFixed(1)}" y="${top + 2}" width="${width.toFixed(1)}" height="13">${told}</rect>`;
      x += width;
      return part;
    });
    const rest = `<rect class="phase-none" x="${LEFT}" y="${top + 2}" width="${WIDTH - LEFT}" height="13"/>`;
    return `<text class="tick" x="0" y="${top + 13}">${escaped(name)}</text>${rest}${parts.join('')}`;
  });
  const label = 'Share of bars in each phase, by series';
  return `<svg viewBox="0 0 ${WIDTH} ${series.length * ROW + 4}" role="img" aria-label="${label}">${rows.join('')}</svg>`;
}
