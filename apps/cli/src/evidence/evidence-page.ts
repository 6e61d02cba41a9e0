import {
  escaped,
  htmlTable,
  PHASE_NAMES,
  type EvidenceGroup,
  type LabelSummary,
  type SeriesSummary,
} from '@tape/backtesting';
import { day, fixed, groupTitle, LABEL_COLUMNS, labelCells, PATTERN_COLUMNS, patternCells } from './evidence-table.js';
import { CAVEATS, type MeasuredEvidence } from './measured-evidence.js';
import { patternChart } from './pattern-chart.js';
import { phaseChart } from './phase-chart.js';

/** Everything in one file: no script, no font, nothing from a network. */
export function evidencePage(report: MeasuredEvidence): string {
  const { groups, labels, leftOut } = report;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evidence: what the patterns did</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>What the patterns did</h1>
<p>${methodOf(report)}</p>
<ul class="caveats">${CAVEATS.map((text) => `<li>${escaped(text)}</li>`).join('')}</ul>
${groups.map(groupSection).join('\n')}
${labels === null ? '' : labelSection(labels)}
${seriesSection(report)}
${
  leftOut.length === 0
    ? ''
    : `<h2>Left out</h2>${htmlTable(
        ['file', 'reason'],
        leftOut.map(({ file, reason }) => [file, reason]),
      )}`
}
</main>
</body>
</html>`;
}

function percent(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(3))} %`;
}

function methodOf({ rules, profile, seed }: MeasuredEvidence): string {
  const { maxHoldBars, randomEntries, bootstrapSamples, costs } = rules;
  const paid = Object.entries(costs).map(([asset, { slippageFraction, feeFraction }]) => {
    return `${asset.toLowerCase()} ${percent(slippageFraction)} slippage and ${percent(feeFraction)} fee a side`;
  });
  return escaped(
    `Each candidate is entered at the open after it was known and held to its stop, its target or the close after ${maxHoldBars} bars; ` +
      `within a bar the stop comes first. Costs: ${paid.join(', ')}. R is the result after costs in units of the risk as decided. ` +
      `Beside each candidate stand ${randomEntries} random entries on the same bars with the same direction, distances, holding rules and ` +
      `costs. Intervals: 95 %, ${bootstrapSamples} bootstrap samples of whole months. Hit: a result above zero. ` +
      `Profile ${profile}, seed ${seed}.`,
  );
}

function groupSection(group: EvidenceGroup): string {
  const density = Object.entries(group.eventsPerSymbolYear).map(([event, count]) => [event, fixed(count)]);
  return `<section>
<h2>${escaped(groupTitle(group))}</h2>
<figure>${patternChart(group)}
<figcaption>Bar: mean R after costs. Line: its 95 % interval. Ring: mean R of random entries. Grey: insufficient sample.</figcaption></figure>
${htmlTable(PATTERN_COLUMNS, group.patterns.map(patternCells))}
<details><summary>Events a symbol-year</summary>${htmlTable(['event', 'a symbol-year'], density)}</details>
</section>`;
}

function labelSection({ expert, vague, ranges, refuted, outcomes }: LabelSummary): string {
  return `<section>
<h2>Events that experts named</h2>
<p>${expert.found} of ${expert.of} found within tolerance; ${vague.found} of ${vague.of} vague ones; ${ranges.found} of ${ranges.of} ranges;
fired on ${refuted.found} of ${refuted.of} refuted claims. A bar without a label is no evidence either way.</p>
${htmlTable(LABEL_COLUMNS, outcomes.map(labelCells))}
</section>`;
}

function seriesSection({ series }: MeasuredEvidence): string {
  const legend = PHASE_NAMES.map((phase) => {
    const name = phase === 'NONE' ? 'none' : phase;
    return `<span><i class="phase-${name}"></i>${phase === 'NONE' ? 'no range' : `phase ${phase}`}</span>`;
  });
  const rows = series.map((one) => [
    `${one.symbol} ${one.timeframe}`,
    day(one.fromMs),
    day(one.throughMs),
    one.bars.toLocaleString('en-US'),
    String(one.candidates),
    fixed(one.candidatesPerSymbolYear),
    ...PHASE_NAMES.map((phase) => fixed(one.phaseSharePercent[phase], 1)),
  ]);
  const columns = ['series', 'from', 'through', 'bars', 'candidates', 'a year', ...PHASE_NAMES.map((p) => `${p} %`)];
  return `<section>
<h2>Time in phases</h2>
<figure>${phaseChart(series)}<figcaption class="legend">${legend.join('')}</figcaption></figure>
${htmlTable(columns, rows)}
<h2>Moves between phases</h2>
${transitionTable(series)}
</section>`;
}

/** A column a move, the frequent ones first. */
function transitionTable(series: readonly SeriesSummary[]): string {
  const totals = new Map<string, number>();
  for (const { transitions } of series) {
    for (const [move, count] of Object.entries(transitions)) totals.set(move, (totals.get(move) ?? 0) + count);
  }
  const moves = [...totals].toSorted(([, a], [, b]) => b - a).map(([move]) => move);
  return htmlTable(
    ['series', ...moves.map((move) => move.replaceAll('NONE', '∅').replace('>', ' → '))],
    series.map((one) => [`${one.symbol} ${one.timeframe}`, ...moves.map((move) => String(one.transitions[move] ?? 0))]),
  );
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1b2026; --muted: #5d6874; --paper: #fbfbf9; --line: #d9dcdf; --gain: #2f8f6b; --loss: #c2503f;
  --thin: #b4bac0; --none: #e9ebec; --a: #8d9aa8; --b: #5b84b1; --c: #e0a437; --d: #5fa777; --e: #8c6bb1; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7ea; --muted: #98a3ae; --paper: #14181c; --line: #333a41; --gain: #4db38a;
  --loss: #e07461; --thin: #5a636c; --none: #262c32; --a: #77838f; --b: #6d9bcc; --c: #e9b650; --d: #6dbd89; --e: #a587cb; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1280px; margin: 0 auto; padding: 24px 20px 60px; }
h1 { font-size: 26px; margin: 0 0 8px; } h2 { font-size: 18px; margin: 36px 0 8px; } p, ul { max-width: 90ch; }
.caveats, figcaption { color: var(--muted); } figure { margin: 12px 0; } figcaption { font-size: 13px; }
svg { width: 100%; max-width: 900px; height: auto; font: 13px system-ui, sans-serif; } svg text { fill: var(--ink); }
svg .tick { fill: var(--muted); font-size: 11px; } .grid { stroke: var(--line); } .zero { stroke: var(--muted); }
.gain { fill: var(--gain); } .loss { fill: var(--loss); } .thin { fill: var(--thin); }
.whisker { stroke: var(--ink); fill: none; } .random { fill: none; stroke: var(--ink); stroke-width: 1.6; }
.phase-none { fill: var(--none); background: var(--none); } .phase-A { fill: var(--a); background: var(--a); }
.phase-B { fill: var(--b); background: var(--b); } .phase-C { fill: var(--c); background: var(--c); }
.phase-D { fill: var(--d); background: var(--d); } .phase-E { fill: var(--e); background: var(--e); }
.legend span { margin-right: 14px; white-space: nowrap; } .legend i { display: inline-block; width: 11px; height: 11px; margin-right: 5px; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 10px; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
td.number { text-align: right; } thead th { color: var(--muted); font-weight: 500; }
details { margin-top: 10px; } summary { cursor: pointer; color: var(--muted); }
`;
