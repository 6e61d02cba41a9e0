import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { dayFile, dayRow, file, simulatedFile, tape } from './running-tape.js';

const lines = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('tape analyze', () => {
  it('prints one JSON object a line, in the order things became known', async () => {
    const { code, stdout, stderr } = await tape(['analyze', '--csv', simulatedFile('ALPHA-SIM', 800)]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const printed = lines(stdout);
    const knownAt = printed.map((line) => String(line['known_at']));
    expect(knownAt).toEqual(knownAt.toSorted());
    for (const event of ['RANGE', 'PHASE', 'SC', 'AR', 'CANDIDATE']) {
      expect(printed.map((line) => line['event'])).toContain(event);
    }
    const candidate = printed.find((line) => line['event'] === 'CANDIDATE');
    expect(candidate).toMatchObject({
      symbol: 'ALPHA-SIM',
      timeframe: '15m',
      pattern: expect.any(String),
      bar_time: expect.stringMatching(/^2024-01-\d\dT\d\d:\d\d:00Z$/),
      creek: expect.any(Number),
      ice: expect.any(Number),
      confidence: expect.any(Number),
      entry: expect.any(Number),
      stop: expect.any(Number),
      target: expect.any(Number),
    });
  });

  it('prints a table, and takes symbol and timeframe from the options before the name', async () => {
    const path = simulatedFile('ALPHA-SIM', 400);
    const { code, stdout } = await tape([
      'analyze',
      '--csv',
      path,
      '--symbol',
      'BTCUSDT',
      '--timeframe',
      '15m',
      '--format',
      'table',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^known_at +event +pattern/);
  });

  it('makes longer bars first', async () => {
    const path = simulatedFile('EMBER-SIM', 4_000);
    const { code, stdout, stderr } = await tape(['analyze', '--csv', path, '--resample', '1h']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const printed = lines(stdout);
    expect(printed.length).toBeGreaterThan(0);
    expect(new Set(printed.map((line) => line['timeframe']))).toEqual(new Set(['1h']));
    expect(printed.every((line) => /T\d\d:00:00Z$/.test(String(line['known_at'])))).toBe(true);
  });

  it('reads candidates in the light of a longer timeframe', async () => {
    const path = simulatedFile('INDIGO-SIM', 3_000);
    const { code, stdout } = await tape(['analyze', '--csv', path, '--higher', '1h']);
    expect(code).toBe(0);
    const printed = lines(stdout);
    const told = printed.filter((line) => line['higher_timeframe'] !== null);
    expect(told.length).toBeGreaterThan(0);
    expect(told.every((line) => line['event'] === 'CANDIDATE' && line['higher_timeframe'] === '1h')).toBe(true);
    expect(await tape(['analyze', '--csv', path, '--higher', '5m'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--higher: '5m' is not longer than 15m; use one of 1h, 4h, 1d, 1w/),
    });
  });

  it("prints the events of a detector of one's own under its name, and changes nothing else", async () => {
    const path = simulatedFile('GRANITE-SIM', 1_500);
    const example = resolve(import.meta.dirname, '../../../examples/01-a-detector-of-your-own/hinge.detector.ts');
    const { code, stdout, stderr } = await tape(['analyze', '--csv', path, '--plugin', example]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const printed = lines(stdout);
    const plain = await tape(['analyze', '--csv', path]);
    expect(printed.some((line) => line['event'] === 'HINGE')).toBe(true);
    expect(printed.filter((line) => line['event'] !== 'HINGE')).toEqual(lines(plain.stdout));
  });

  it.each([
    ['is no detector', file('none.mjs', 'export default 7;'), /none\.mjs: it exports no detector/],
    ['does not load', file('broken.mjs', 'export default {'), /broken\.mjs cannot be loaded/],
    ['is not there', 'nowhere.mjs', /nowhere\.mjs cannot be loaded/],
    [
      'takes a built-in name',
      file('taken.mjs', 'export default { name: "SPRING", version: 1, reasons: ["no"], step() {} };'),
      /SPRING is a built-in one/,
    ],
  ])('refuses a plug-in that %s', async (_name, plugin, reason) => {
    const path = simulatedFile('HARBOR-SIM', 50);
    for (const command of ['analyze', 'backtest', 'lookahead']) {
      const run = await tape([command, '--csv', path, '--plugin', plugin]);
      expect(run).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(reason) });
    }
  });

  it('leaves bad rows out and names line, field and rule of each', async () => {
    const rows = [
      dayRow(1),
      dayRow(2, '10,8,9,11,100'),
      '',
      dayRow(3, '10,12,x,11,100'),
      dayRow(1),
      dayRow(4),
      dayRow(4, '10,12,9,11,7'),
    ];
    const path = dayFile('BTCUSDT_1d.csv', rows);
    const { code, stderr } = await tape(['analyze', '--csv', path]);
    expect(code).toBe(0);
    const told = stderr
      .trim()
      .split('\n')
      .map((line) => line.replace(`${path}: `, ''));
    expect(told).toEqual([
      expect.stringMatching(/^refused: BTCUSDT 1d line 3, high: .*\[high-below-low\]$/),
      expect.stringMatching(/^refused: BTCUSDT 1d line 5, low: .*\[not-a-number\]$/),
      expect.stringMatching(/^refused: BTCUSDT 1d line 6, timestamp: .*\[duplicate\]$/),
      expect.stringMatching(/^refused: BTCUSDT 1d line 8, volume: .*\[conflicting-duplicate\]$/),
      '2 bars read, 4 rows refused',
    ]);
  });

  it('stops at the first bad row with --strict', async () => {
    const path = dayFile('strict_1d.csv', [dayRow(1), dayRow(2, '10,12,9,11,-1'), dayRow(3, 'x')]);
    const { code, stderr } = await tape(['analyze', '--csv', path, '--strict']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^tape: .*line 3, volume: .*\[negative-volume\]\n$/);
  });

  it('reads a byte order mark, quotes, CRLF, blank lines and columns in another order', async () => {
    const content =
      '\uFEFF"Volume","Close","Date","Open","Low","High"\r\n"100","11","2024-01-01","10","9","12"\r\n\r\n100,11,2024-01-02,10,9,12\r\n';
    const { code, stderr } = await tape(['analyze', '--csv', file('quoted_1d.csv', content)]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each([
    [
      'wrong columns',
      3,
      ['analyze', '--csv', dayFile('wrong_1d.csv', ['1'], 'timestamp,open,high,low,close,vol')],
      /lacks the column volume; not known: vol/,
    ],
    ['no header', 3, ['analyze', '--csv', dayFile('headless_1d.csv', [], dayRow(1))], /\[no-header\]/],
    ['an empty file', 3, ['analyze', '--csv', file('empty_1d.csv', '')], /\[empty-file\]/],
    ['no good row', 3, ['analyze', '--csv', dayFile('bad_1d.csv', ['x,1,1,1,1,1'])], /there is no bar in it/],
    ['a broken quote', 3, ['analyze', '--csv', dayFile('quote_1d.csv', ['"2024-01-01,1,1,1,1,1'])], /\[not-csv\]/],
    ['no such file', 3, ['analyze', '--csv', 'nowhere_1d.csv'], /there is no such file/],
    ['no timeframe', 2, ['analyze', '--csv', file('AAPL.csv', '')], /add --timeframe/],
    ['an unknown timeframe', 2, ['analyze', '--csv', file('AAPL.csv', ''), '--timeframe', '7m'], /'7m' is not known/],
    ['a symbol in small letters', 2, ['analyze', '--csv', file('AAPL_1d.csv', ''), '--symbol', 'aapl'], /is no symbol/],
    ['no file given', 2, ['analyze'], /--csv/],
    ['an unknown format', 2, ['analyze', '--csv', 'x', '--format', 'xml'], /ndjson, table/],
    ['an unknown command', 2, ['analyse'], /unknown command/],
    ['no address', 2, ['status'], /where is the gateway/],
    ['a wrong address', 2, ['status', '--url', 'localhost:3000'], /no address of the gateway/],
    ['no one there', 1, ['status', '--url', 'http://127.0.0.1:1'], /does not answer/],
    ['no NATS there', 1, ['tail', '--nats', 'nats://127.0.0.1:1'], /does not answer/],
  ])('ends with a reason and a code: %s', async (_name, expected, args, reason) => {
    const { code, stdout, stderr } = await tape(args);
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('ends quietly when the reader of its output leaves', async () => {
    const path = simulatedFile('EMBER-SIM', 3_000, 'EMBER-SIM');
    const shim = resolve(import.meta.dirname, '../bin/tape.js');
    const command = `set -o pipefail; '${process.execPath}' '${shim}' analyze --csv '${path}' | head -n 1`;
    const child = spawn('bash', ['-c', command]);
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    const code = await new Promise((closed) => child.on('close', closed));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each([
    [],
    ['analyze'],
    ['backtest'],
    ['lookahead'],
    ['evidence'],
    ['import'],
    ['replay'],
    ['status'],
    ['signals'],
    ['rejections'],
    ['tail'],
  ])('helps with examples: %s', async (...command) => {
    const { code, stdout } = await tape([...command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples:\n +\$ tape /);
  });
});
