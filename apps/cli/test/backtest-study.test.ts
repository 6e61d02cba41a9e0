import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { simulatedFile, tape } from './running-tape.js';

const path = simulatedFile('STUDY-SIM_15m.csv', 3_000);

// oxlint-disable-next-line typescript/no-explicit-any -- a test reads any shape and then says what it must be
type Printed = Record<string, any>;

async function json(args: readonly string[]): Promise<Printed> {
  const { code, stdout, stderr } = await tape(['backtest', '--csv', path, ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Printed;
}

describe('tape backtest', () => {
  it('takes what is chosen for the account and the run', async () => {
    const account = ['--account-zone', 'America/New_York', '--ice-break-price', 'CLOSE', '--ice-break-tolerance', '2'];
    const usual = await json([]);
    const chosen = await json([...account, '--set', 'min_confidence=80', 'cost_scale=0']);
    expect(chosen['patterns'].length).toBeLessThan(usual['patterns'].length);
    expect(chosen['patterns'].every(({ confidence }: { confidence: number }) => confidence >= 80)).toBe(true);
    expect(chosen['metrics'].fees).toBe('0');
  });

  it('sweeps, with a row for each combination and a page', async () => {
    const page = `${path}.html`;
    const { sweep, best } = await json(['--sweep', 'min_confidence=70,80', 'profile=classic,strict', '--report', page]);
    expect(sweep.rows.map(({ varied }: { varied: object }) => varied)).toEqual([
      { min_confidence: 70, profile: 'classic' },
      { min_confidence: 70, profile: 'strict' },
      { min_confidence: 80, profile: 'classic' },
      { min_confidence: 80, profile: 'strict' },
    ]);
    expect(best.metrics.net_pnl).toBe(sweep.rows[sweep.best].net_pnl);
    expect(readFileSync(page, 'utf8')).toContain('Sweep of 4 variants');
  });

  it('walks forward, window by window', async () => {
    const windows = [
      '--walk-forward',
      'anchored',
      '--in-sample',
      '10',
      '--out-of-sample',
      '5',
      '--minimum-trades',
      '1',
    ];
    const { walk_forward: walked } = await json(['--sweep', 'risk_scale=0.5,1', '--objective', 'net_pnl', ...windows]);
    expect(walked.steps.length).toBeGreaterThan(1);
    expect(new Set(walked.steps.map((step: Record<string, string>) => step['in_sample_after'])).size).toBe(1);
    expect(walked.steps[0].chosen_at).toMatch(/^2024-/);
  });

  it.each([
    [['--set', 'min_confidence=60']],
    [['--set', 'luck=1']],
    [['--sweep', 'min_confidence=']],
    [['--sweep', 'min_confidence=70', '--walk-forward', 'rolling']],
    [['--sweep', 'min_confidence=70', '--walk-forward', 'rolling', '--in-sample', '9999', '--out-of-sample', '1']],
    [['--sweep', 'cost_scale=0,1', '--walk-forward', 'rolling', '--in-sample', '9', '--out-of-sample', '9']],
    [['--sweep', 'profile=classic', '--objective', 'luck']],
    [['--account-zone', 'Mars/Olympus']],
    [['--ice-break-tolerance', '10']],
  ])('says what is wrong with %j', async (args) => {
    const { code, stderr } = await tape(['backtest', '--csv', path, ...args]);
    expect(code).toBe(2);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
