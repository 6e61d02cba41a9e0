import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { directory, file, simulatedFile, tape } from './running-tape.js';

describe('tape evidence', () => {
  const rows = 'symbol,timeframe,event,date,grade,tolerance_bars,note\n';
  const label = 'ALPHA-SIM,15m,SC,2024-01-02T00:00:00Z,X,0,\nOTHER,1d,SC,2024-01-02,A,1,\n';

  it('is the same for the same seed however many threads read, and names what it left out', async () => {
    const data = directory('evidence');
    simulatedFile('evidence/ALPHA-SIM', 1_500);
    simulatedFile('evidence/BOREAL-SIM', 1_500, 'BOREAL-SIM');
    file('evidence/ALPHA-SIM_15m_again.csv', 'x');
    file('evidence/BROKEN_1d.csv', 'timestamp,open,high,low,close,volume\nx,1,1,1,1,1');
    file('evidence/notes.csv', 'a,b');
    const labels = file('labels.csv', rows + label);
    const args = ['evidence', '--data', data, '--labels', labels, '--format', 'json'];
    const [one, two] = await Promise.all(['1', '2'].map((threads) => tape([...args, '--threads', threads])));
    expect(one.code).toBe(0);
    expect(two.stdout).toBe(one.stdout);
    const report = JSON.parse(one.stdout) as Record<string, unknown>;
    expect(report).toMatchObject({
      seed: 1,
      groups: [{ timeframe: '15m', series: 2, bars: 3_000 }],
      labels: { expert: { of: 0 }, refuted: { found: 0, of: 1 } },
      labels_without_series: 1,
    });
    expect(report['left_out']).toHaveLength(3);
    expect(one.stderr).toMatch(/notes.csv: left out: its name/);
    expect(one.stderr).toMatch(/BROKEN_1d.csv: left out: .*there is no bar in it/);
  });

  it('writes one HTML file', async () => {
    const data = directory('page');
    simulatedFile('page/ALPHA-SIM', 500);
    const out = `${data}/report.html`;
    expect(await tape(['evidence', '--data', data, '--format', 'html', '--out', out])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/written to/),
    });
    expect(readFileSync(out, 'utf8')).toMatch(/^<!doctype html>/);
  });

  it.each([
    ['no such directory', 3, ['--data', 'nowhere'], /there is no such directory/],
    ['no series', 3, ['--data', directory('hollow')], /there is no series in it/],
    ['no labels there', 3, ['--data', '.', '--labels', 'nowhere.csv'], /there is no such file/],
    [
      'a label without a grade',
      3,
      ['--data', '.', '--labels', file('grade.csv', `${rows}A,1d,SC,2024-01-02,Z,1,\n`)],
      /'Z' must be/,
    ],
    [
      'labels of other columns',
      3,
      ['--data', '.', '--labels', file('columns.csv', 'symbol,event\nA,SC\n')],
      /lacks the column/,
    ],
    ['no data', 2, [], /--data/],
  ])('ends with a reason and a code: %s', async (_name, code, args, reason) => {
    expect(await tape(['evidence', ...args])).toMatchObject({
      code,
      stdout: '',
      stderr: expect.stringMatching(reason),
    });
  });
});
