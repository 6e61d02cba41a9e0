import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCommand } from './command-options.js';

describe('parseCommand', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'tape-command-'));
    writeFileSync(join(directory, 'bars.csv'), 'timestamp,open,high,low,close,volume\n');
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it('runs everything without arguments', () => {
    expect(parseCommand([], directory)).toEqual({
      kind: 'run',
      options: { replay: undefined, services: undefined, external: false, dataDir: undefined },
    });
  });

  it('finds the file of a replay where the user typed it', () => {
    const args = ['--replay', 'bars.csv', '--symbol', 'AAPL', '--timeframe', '1d', '--speed', '50'];
    expect(parseCommand(args, directory)).toMatchObject({
      options: { replay: { file: join(directory, 'bars.csv'), symbol: 'AAPL', timeframe: '1d', speed: '50' } },
    });
  });

  it('takes a list of services, a data directory and --external', () => {
    const args = ['--only', 'ingest, detection', '--data-dir', 'elsewhere', '--external'];
    expect(parseCommand(args, directory)).toMatchObject({
      options: { services: ['ingest', 'detection'], dataDir: join(directory, 'elsewhere'), external: true },
    });
  });

  it('knows --help', () => {
    expect(parseCommand(['--help'], directory)).toEqual({ kind: 'help' });
  });

  it.each([
    [['--relpay', 'bars.csv'], "Unknown option '--relpay'"],
    [['bars.csv'], "Unexpected argument 'bars.csv'"],
    [['--replay', 'none.csv', '--symbol', 'A', '--timeframe', '1d'], '--replay: there is no file'],
    [['--replay', 'bars.csv', '--symbol', 'A'], '--replay needs --symbol and --timeframe'],
    [['--replay', 'bars.csv', '--symbol', 'A', '--timeframe', '1d', '--speed', 'fast'], 'not "fast"'],
    [['--replay', 'bars.csv', '--symbol', 'A', '--timeframe', '1d', '--speed', '0'], 'not "0"'],
    [
      ['--replay', 'bars.csv', '--symbol', 'A', '--timeframe', '1d', '--only', 'ingest'],
      '--replay needs gateway among --only',
    ],
    [['--symbol', 'AAPL'], '--symbol belongs to --replay'],
    [['--only', 'ingst'], 'there is no service "ingst"; there are ingest, detection'],
  ])('refuses %j', (args, message) => {
    const parsed = parseCommand(args, directory);
    expect(parsed.kind).toBe('refused');
    expect(parsed).toHaveProperty('message', expect.stringContaining(message));
  });
});
