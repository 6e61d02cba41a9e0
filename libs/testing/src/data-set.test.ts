import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { dataDirectory, dataSet } from './data-set.js';

describe('dataSet', () => {
  const before = process.env['TAPE_DATA_DIR'];
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'tape-bars-'));
    writeFileSync(join(directory, 'AAPL_1d.csv'), '');
    process.env['TAPE_DATA_DIR'] = directory;
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
    if (before === undefined) delete process.env['TAPE_DATA_DIR'];
    else process.env['TAPE_DATA_DIR'] = before;
  });

  it('finds a file below TAPE_DATA_DIR', () => {
    expect(dataSet('AAPL_1d.csv')).toBe(join(directory, 'AAPL_1d.csv'));
  });

  it('is absent with a warning that names the file and the directory', () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    expect(dataSet('stocks/NONE_1d.csv')).toBeUndefined();
    expect(warn).toHaveBeenCalledWith(expect.stringContaining(`stocks/NONE_1d.csv are not in ${directory}`));
    warn.mockRestore();
  });

  it('looks beside the repository without TAPE_DATA_DIR', () => {
    delete process.env['TAPE_DATA_DIR'];
    expect(dataDirectory()).toMatch(/shared[/\\]data$/);
  });
});
