import { describe, expect, it } from '@jest/globals';
import { readCsvHeader } from './csv-header.js';
import { csvRow, isBlankRow } from './csv-row.js';
import { seriesOfFileName } from './series-file-name.js';

function columns(line: string) {
  const header = readCsvHeader(line.split(','));
  if (!header.ok) throw new Error(header.message);
  return header.columns;
}

describe('readCsvHeader', () => {
  it('finds the columns in any order, case and spelling, and names those it does not read', () => {
    const found = columns('\uFEFFVolume, Close,Open Time,HIGH,low,open,Adj Close');
    expect(found).toEqual({
      index: { volume: 0, close: 1, timestamp: 2, high: 3, low: 4, open: 5 },
      count: 7,
      ignored: ['Adj Close'],
    });
    expect(csvRow(['1', '2', '3', '4', '5', '6', '7'], found)).toEqual({
      volume: '1',
      close: '2',
      timestamp: '3',
      high: '4',
      low: '5',
      open: '6',
    });
  });

  it.each([
    ['missing-columns', 'timestamp,open,high,low,close,vol', /lacks the column volume; not known: vol/],
    ['missing-columns', 'a,b', /lacks the columns timestamp, open, high, low, close, volume; not known: a, b/],
    ['repeated-column', 'timestamp,date,open,high,low,close,volume', /timestamp twice/],
    ['no-header', '2024-01-01,1,2,3,4,5', /holds values/],
    ['empty-file', '', /empty/],
  ])('refuses with %s: %s', (rule, line, message) => {
    expect(readCsvHeader(line.split(','))).toEqual({ ok: false, rule, message: expect.stringMatching(message) });
  });
});

describe('rows', () => {
  it('a short row has no value where it ends', () => {
    expect(csvRow(['2024-01-01', '1'], columns('timestamp,open,high,low,close,volume')).high).toBeUndefined();
  });

  it.each([
    [[''], true],
    [['', ' '], true],
    [['0'], false],
  ])('%j is blank: %s', (cells, blank) => expect(isBlankRow(cells)).toBe(blank));
});

describe('seriesOfFileName', () => {
  it.each([
    ['stocks/AAPL_1d.csv', 'AAPL', '1d'],
    ['AAPL_1d_unadjusted.csv', 'AAPL', '1d'],
    ['C:\\bars\\btcusdt_1H.csv', 'BTCUSDT', '1h'],
    ['BRK.B_1w.csv', 'BRK.B', '1w'],
    ['EURUSD.csv', 'EURUSD', null],
    ['1d.csv', '1D', null],
    ['/dev/stdin', 'STDIN', null],
  ])('%s is %s %s', (path, symbol, timeframe) => expect(seriesOfFileName(path)).toEqual({ symbol, timeframe }));
});
