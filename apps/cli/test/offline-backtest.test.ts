import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { simulatedFile, tape } from './running-tape.js';

describe('tape backtest', () => {
  it('prints JSON in snake_case for several files in one portfolio', async () => {
    const files = [simulatedFile('ALPHA-SIM', 1_200), simulatedFile('BOREAL-SIM', 1_200, 'BOREAL-SIM')];
    const { code, stdout, stderr } = await tape(['backtest', '--csv', ...files]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const result = JSON.parse(stdout) as { metrics: Record<string, unknown>; signals: Record<string, unknown>[] };
    expect(result.metrics).toMatchObject({ bars_processed: 2_400, signals_generated: result.signals.length });
    expect(result.signals.length).toBeGreaterThan(0);
    expect(stdout).not.toMatch(/"[a-z]+[A-Z][A-Za-z]*":/);
  });

  it('writes a page that opens without a server', async () => {
    const path = simulatedFile('DELTA-SIM', 800, 'DELTA-SIM');
    const page = `${path}.html`;
    expect(await tape(['backtest', '--csv', path, '--report', page])).toMatchObject({ code: 0 });
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[\s\S]*SIMULATED[\s\S]*<\/html>\n$/);
    expect(await tape(['backtest', '--csv', path, '--report', `${path}/no/page.html`])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/page\.html: /),
    });
  });

  it('refuses the same series twice, and one symbol for several files', async () => {
    const path = simulatedFile('CEDAR-SIM', 50, 'CEDAR-SIM');
    expect(await tape(['backtest', '--csv', path, path])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/there twice/),
    });
    expect(await tape(['backtest', '--csv', path, path, '--symbol', 'X'])).toMatchObject({ code: 2 });
  });
});
