import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { CLASSIC_CONFIG, STRICT_CONFIG } from '../src/config.js';
import { createAnalyzer } from '../src/analyzer.js';
import { analyzerMaker } from '../src/promise/analyzer-maker.js';
import { checkRewrites, evenCuts } from '../src/promise/rewrite-check.js';
import { realBars } from '../src/testing/real-bars.contract.js';
import { everySeries, type SeriesFile } from './every-series.js';

/** Places each series is cut at: fewer where the gates let little through. */
const CUTS = { classic: 12, strict: 4 } as const;
const PROFILES = { classic: CLASSIC_CONFIG, strict: STRICT_CONFIG } as const;

/** Hashes of the bars that were read and of all that was said of them, by file. No bars are kept. */
type Golden = Record<string, { readonly input: string; readonly classic: string; readonly strict: string }>;

const GOLDEN_FILE = join(import.meta.dirname, 'golden/analysis-output.json');
const golden = (existsSync(GOLDEN_FILE) ? JSON.parse(readFileSync(GOLDEN_FILE, 'utf8')) : {}) as Golden;
const isUpdate = process.env['UPDATE_GOLDEN'] === '1';
const series = everySeries();

/** One hash over every step of a series, byte for byte. */
function outputHash({ file, symbol, timeframe }: SeriesFile, profile: keyof typeof PROFILES): string {
  const hash = createHash('sha256');
  const analyzer = createAnalyzer({ symbol, timeframe }, PROFILES[profile]);
  for (const bar of realBars(file) ?? []) hash.update(`${JSON.stringify(analyzer.push(bar))}\n`);
  return hash.digest('hex');
}

(series.length === 0 ? describe.skip : describe)('every real series', () => {
  const written: Golden = {};

  it.each(series)('$file is never said otherwise, in either profile', ({ file, symbol, timeframe }) => {
    const bars = realBars(file) ?? [];
    for (const profile of ['classic', 'strict'] as const) {
      const maker = analyzerMaker({ symbol, timeframe }, PROFILES[profile]);
      const report = checkRewrites(bars, maker, evenCuts(bars.length, CUTS[profile]));
      expect({ file, first: report.first }).toEqual({ file, first: null });
      expect(report).toMatchObject({ bars: bars.length, restores: CUTS[profile], rewrites: 0 });
    }
  });

  it.each(series)('$file is read as it was when its hash was kept', (one) => {
    const known = golden[one.file];
    if (!isUpdate && (known === undefined || known.input !== one.input)) {
      process.stderr.write(`${one.file}: other bars than those the hash was kept of; their output stays unchecked\n`);
      return;
    }
    const now = { input: one.input, classic: outputHash(one, 'classic'), strict: outputHash(one, 'strict') };
    written[one.file] = now;
    // What the analysis says of real bars has changed. If that was meant: UPDATE_GOLDEN=1, and say so in docs/wyckoff/.
    if (!isUpdate) expect(now).toEqual(known);
  });

  afterAll(() => {
    if (!isUpdate) return;
    const sorted = Object.fromEntries(Object.entries(written).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(GOLDEN_FILE, `${JSON.stringify(sorted, null, 2)}\n`);
  });
});
