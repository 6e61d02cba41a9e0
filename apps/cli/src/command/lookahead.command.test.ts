import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { SIMULATED_TIMEFRAME, simulateMarket } from '@tape/market';
import { analyzerMaker, type AnalyzerMaker } from '@tape/wyckoff';
import { lookaheadCommand } from './lookahead.command.js';

const file = join(mkdtempSync(join(tmpdir(), 'tape-lookahead-')), `ALPHA-SIM_${SIMULATED_TIMEFRAME}.csv`);
const rows = simulateMarket(7, 'ALPHA-SIM')
  .take(300)
  .map((bar) => [new Date(bar.openTimeMs).toISOString(), bar.open, bar.high, bar.low, bar.close, bar.volume].join(','));
writeFileSync(file, ['timestamp,open,high,low,close,volume', ...rows].join('\n'));

/** An analysis that counts how many of it were made, and says so. */
function countingMaker(...of: Parameters<typeof analyzerMaker>): AnalyzerMaker {
  const honest = analyzerMaker(...of);
  let made = 0;
  return {
    create: () => {
      const analyzer = honest.create();
      made += 1;
      const warmingBarsToGo = made;
      return {
        push: (bar) => ({ ...analyzer.push(bar), warmingBarsToGo }),
        snapshot: () => analyzer.snapshot(),
        lastOpenTimeMs: null,
      };
    },
    restore: honest.restore,
  };
}

describe('tape lookahead over an analysis that rewrites', () => {
  afterEach(() => {
    process.exitCode = undefined;
    jest.restoreAllMocks();
  });

  it('ends with 1 and names the first thing that changed', async () => {
    const stdout = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    await lookaheadCommand(countingMaker).parseAsync(['--csv', file, '--cuts', '3'], { from: 'user' });
    expect(process.exitCode).toBe(1);
    const said = stderr.mock.calls.map(([text]) => String(text)).join('');
    expect(said).toMatch(/warmingBarsToGo at 2024-\S+ is said otherwise from the bars before the cut alone .*: 1 -> 2/);
    expect(stdout.mock.calls.map(([text]) => String(text)).join('')).toMatch(/\d+ rewrites\n$/);
  });
});
