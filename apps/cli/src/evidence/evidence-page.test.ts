import { describe, expect, it } from '@jest/globals';
import { EVIDENCE_RULES, evidenceReport, type SeriesEvidence } from '@tape/backtesting';
import { evidencePage } from './evidence-page.js';
import { evidenceTable } from './evidence-table.js';
import type { MeasuredEvidence } from './measured-evidence.js';

const trade = (pattern: 'SOS' | 'LPS', index: number): SeriesEvidence['trades'][number] => ({
  pattern,
  knownAtMs: 0,
  month: `m${index}`,
  confidence: 80,
  ending: 'target',
  r: pattern === 'SOS' ? 1 : -1,
  barsHeld: 3,
  random: { n: 60, meanR: 0, hits: 20 },
});

/** SOS made 1 R each time, LPS lost 1 R, both beside random entries that made nothing. */
function measured(symbol = 'AAA', trades = 40): MeasuredEvidence {
  const one: SeriesEvidence = {
    symbol,
    timeframe: '1d',
    bars: 1_000,
    fromMs: 0,
    throughMs: 86_400_000,
    symbolYears: 4,
    events: { SC: 8 },
    counts: { SOS: { candidates: 41, notEntered: 1, unfinished: 0 } },
    trades: Array.from({ length: trades }, (_, index) => [trade('SOS', index), trade('LPS', index)]).flat(),
    phases: { bars: { NONE: 500, A: 250, B: 250, C: 0, D: 0, E: 0 }, transitions: { 'NONE>A': 5 } },
    labels: [],
  };
  const report = evidenceReport([one], EVIDENCE_RULES, () => () => 0.5);
  return { ...report, profile: 'classic', seed: 1, leftOut: [], labelsWithoutSeries: 0 };
}

const bars = (page: string, tone: string): { x: number; width: number }[] =>
  [...page.matchAll(new RegExp(`<rect class="${tone}" x="([\\d.]+)" y="\\d+" width="([\\d.]+)"`, 'g'))].map(
    ([, x, width]) => ({ x: Number(x), width: Number(width) }),
  );

describe('the page of evidence', () => {
  const page = evidencePage(measured());

  it('draws gain and loss from zero, as long as they are large', () => {
    const [gain] = bars(page, 'gain');
    const [loss] = bars(page, 'loss');
    expect(gain.width).toBeGreaterThan(100);
    expect(loss.width).toBeCloseTo(gain.width, 1);
    expect(loss.x + loss.width).toBeCloseTo(gain.x, 1);
  });

  it('gives phases their share of the width, and none to no range', () => {
    expect(page).toMatch(/class="phase-A" x="130.0" y="2" width="157.5"/);
    expect(page).toMatch(/class="phase-B" x="287.5" y="2" width="157.5"/);
  });

  it('needs nothing from a network, and no script', () => {
    expect(page).not.toMatch(/https?:|<script|<link|@import|url\(/);
  });

  it('shows under 30 trades in grey, and says so', () => {
    const thin = evidencePage(measured('AAA', 29));
    expect(bars(thin, 'gain')).toEqual([]);
    expect(bars(thin, 'thin')).toHaveLength(2);
    expect(thin).toContain('insufficient sample');
  });

  it('takes names from outside as text', () => {
    expect(evidencePage(measured('<b>&'))).toContain('&lt;b&gt;&amp; 1d');
    expect(evidencePage(measured('<b>&'))).not.toContain('<b>&');
  });

  it('lists all six patterns and its caveats, as the table does', () => {
    for (const text of [page, evidenceTable(measured())]) {
      for (const pattern of ['SPRING', 'SOS', 'LPS', 'UTAD', 'SOW', 'LPSY']) expect(text).toContain(pattern);
      expect(text).toContain('It claims no edge.');
      expect(text).toContain('below random');
    }
  });
});
