import { describe, expect, it } from '@jest/globals';
import { simulatedFile, tape } from './running-tape.js';

describe('tape lookahead', () => {
  it('finds nothing rewritten in several files, and says what it looked at', async () => {
    const files = [simulatedFile('DELTA-SIM', 600, 'DELTA-SIM'), simulatedFile('EMBER-SIM', 600, 'EMBER-SIM')];
    const { code, stdout, stderr } = await tape(['lookahead', '--csv', ...files, '--cuts', '10', '--format', 'json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = JSON.parse(stdout) as { rewrites: number; files: Record<string, unknown>[] };
    expect(report.rewrites).toBe(0);
    expect(report.files).toHaveLength(2);
    expect(report.files[0]).toMatchObject({ bars: 600, prefixes: 10, restores: 10, first: null });
  });
});
