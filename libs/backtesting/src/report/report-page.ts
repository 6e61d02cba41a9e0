import { isoTime } from '@tape/market';
import type { TradeStatistics } from '../metrics.js';
import type { BacktestSummary, Trade } from './backtest-report.js';
import { curveChart } from './curve-chart.js';
import { escaped, htmlTable } from './markup.js';
import { studySection, type ReportedStudy } from './study-sections.js';

/** Trades shown; all of them are in the CSV. */
const MAX_TRADES = 500;

/**
 * Everything in one file: no script, no font, nothing from a network. Opens without a server.
 *
 * @param study that the run of the summary belongs to.
 */
export function reportPage(summary: BacktestSummary, study: ReportedStudy | null = null): string {
  const { series, metrics, trades } = summary;
  const title = study === null ? 'Backtest' : study.kind === 'SWEEP' ? 'Parameter sweep' : 'Walk-forward backtest';
  const isSimulated = series.some(({ simulated }) => simulated);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}${isSimulated ? ' <span class="simulated">SIMULATED</span>' : ''}</h1>
<p>${escaped(scopeOf(summary))}</p>
<p class="note">Costs and slippage are paid. One run over bars that rules were chosen on is no evidence, and no past result says
anything of the next.</p>
${metrics.insufficientSample ? `<p class="thin-sample">Insufficient sample: ${metrics.trades} trades. No ratio here means anything.</p>` : ''}
${study === null ? '' : studySection(study)}
<figure>${curveChart(summary.equityCurve)}<figcaption>Above: equity. Below: how far it was under its high.</figcaption></figure>
<h2>Figures</h2>
${htmlTable(['figure', 'value'], figuresOf(summary))}
<h2>By pattern</h2>
${htmlTable(
  ['pattern', 'trades', 'win %', 'expectancy R', '95 % interval', 'profit factor', 'net', 'note'],
  Object.entries(metrics.byPattern).map(([pattern, statistics]) => patternRow(pattern, statistics)),
)}
<h2>Rejections</h2>
${htmlTable(
  ['stage', 'candidates'],
  Object.entries(metrics.rejectionsByStage).map(([stage, count]) => [stage, String(count)]),
)}
<details><summary>By reason</summary>${htmlTable(
    ['reason', 'candidates'],
    Object.entries(metrics.rejectionsByReason)
      .toSorted(([, a], [, b]) => b - a)
      .map(([reason, count]) => [reason, String(count)]),
  )}</details>
<h2>Trades</h2>
${trades.length > MAX_TRADES ? `<p>The first ${MAX_TRADES} of ${trades.length}.</p>` : ''}
${htmlTable(
  ['opened', 'symbol', 'pattern', 'bars', 'direction', 'quantity', 'entry', 'exit', 'why', 'closed', 'net', 'R'],
  trades.slice(0, MAX_TRADES).map(tradeRow),
)}
</main>
</body>
</html>`;
}

function scopeOf({ series, metrics }: BacktestSummary): string {
  const names = series.map(({ symbol, timeframe }) => `${symbol} ${timeframe}`);
  const from = Math.min(...series.flatMap(({ fromMs }) => fromMs ?? []));
  const through = Math.max(...series.flatMap(({ throughMs }) => throughMs ?? []));
  const period = Number.isFinite(from) ? `, ${isoTime(from).slice(0, 10)} to ${isoTime(through).slice(0, 10)}` : '';
  return `${metrics.barsProcessed.toLocaleString('en-US')} bars of ${names.join(', ')}${period}.`;
}

function figuresOf({ metrics, baseline, chance }: BacktestSummary): readonly (readonly string[])[] {
  const drawdown = metrics.maxDrawdown;
  return [
    ['final equity', metrics.finalEquity],
    ['net result of closed trades', metrics.netPnl],
    ['fees', metrics.fees],
    ['growth a year (CAGR)', percent(metrics.cagrPercent)],
    ['deepest drawdown', percent(metrics.maxDrawdownPercent)],
    ['its high and low', drawdown === null ? '-' : `${day(drawdown.fromMs)} to ${day(drawdown.lowMs)}`],
    ['longest drawdown', `${metrics.longestDrawdownDays.toFixed(0)} days`],
    ['Sharpe', fixed(metrics.sharpe)],
    ['Sortino', fixed(metrics.sortino)],
    ['time in the market', percent(metrics.exposurePercent)],
    ['trades closed', String(metrics.trades)],
    ['positions still open', String(metrics.openPositions)],
    ['won', percent(metrics.winRatePercent)],
    ['expectancy', `${fixed(metrics.expectancyR)} R`],
    ['its 95 % interval', interval(metrics.expectancyInterval)],
    ['profit factor', fixed(metrics.profitFactor)],
    ['signals held simply to stop or target', `${fixed(baseline.meanR)} R over ${baseline.signals}`],
    ['random entries held alike', `${fixed(baseline.randomMeanR)} R over ${baseline.randomEntries}`],
    ...chanceRows(chance),
    [
      'candidates, signals, rejections',
      `${metrics.patternsDetected}, ${metrics.signalsGenerated}, ${metrics.signalsRejected}`,
    ],
  ];
}

function chanceRows(chance: BacktestSummary['chance']): readonly (readonly string[])[] {
  if (chance?.distribution === undefined || chance.distribution === null) return [];
  const { distribution, percentile, draws, trades } = chance;
  return [
    [
      'the same trades at random times',
      `${fixed(distribution.median)} R, 90 % from ${fixed(distribution.p5)} to ${fixed(distribution.p95)}`,
    ],
    ['better than chance', `${fixed(percentile)} % of ${draws} draws of ${trades} trades`],
  ];
}

function patternRow(pattern: string, statistics: TradeStatistics): readonly string[] {
  return [
    pattern,
    String(statistics.trades),
    fixed(statistics.winRatePercent),
    fixed(statistics.expectancyR),
    interval(statistics.expectancyInterval),
    fixed(statistics.profitFactor),
    statistics.netPnl,
    statistics.insufficientSample ? 'insufficient sample' : '',
  ];
}

function tradeRow(trade: Trade): readonly string[] {
  return [
    day(trade.openedAtMs),
    trade.symbol,
    trade.pattern ?? '-',
    trade.timeframe,
    trade.direction,
    trade.initialQuantity,
    trade.entryPrice,
    trade.exitPrice ?? '-',
    trade.exitReason ?? 'open',
    trade.closedAtMs === null ? '-' : day(trade.closedAtMs),
    trade.realisedPnl,
    trade.rMultiple ?? '-',
  ];
}

function day(timeMs: number): string {
  return isoTime(timeMs).slice(0, 16).replace('T', ' ');
}

function fixed(value: number | null): string {
  return value?.toFixed(2) ?? '-';
}

function percent(value: number | null): string {
  return value === null ? '-' : `${value.toFixed(2)} %`;
}

function interval(value: TradeStatistics['expectancyInterval']): string {
  return value === null ? '-' : `${value[0].toFixed(2)} to ${value[1].toFixed(2)}`;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1b2026; --muted: #5d6874; --paper: #fbfbf9; --line: #d9dcdf; --gain: #2f8f6b; --loss: #c2503f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7ea; --muted: #98a3ae; --paper: #14181c; --line: #333a41; --gain: #4db38a;
  --loss: #e07461; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1280px; margin: 0 auto; padding: 24px 20px 60px; }
h1 { font-size: 26px; margin: 0 0 8px; } h2 { font-size: 18px; margin: 36px 0 8px; } p { max-width: 90ch; overflow-wrap: anywhere; }
.note, figcaption { color: var(--muted); } figure { margin: 12px 0; } figcaption { font-size: 13px; }
.simulated { font-size: 13px; padding: 2px 8px; border: 1px solid var(--loss); color: var(--loss); vertical-align: middle; }
.thin-sample { color: var(--loss); font-weight: 600; }
svg { width: 100%; max-width: 900px; height: auto; font: 13px system-ui, sans-serif; } svg .tick { fill: var(--muted); font-size: 11px; }
.grid { stroke: var(--line); } .equity { fill: none; stroke: var(--gain); stroke-width: 1.6; } .under { fill: var(--loss); opacity: .7; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 10px; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
td.number { text-align: right; } thead th { color: var(--muted); font-weight: 500; }
details { margin-top: 10px; } summary { cursor: pointer; color: var(--muted); }
`;
