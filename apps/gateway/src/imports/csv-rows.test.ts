import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { CsvRows, MAX_LINE_LENGTH, UnreadableFile, type CsvRow } from './csv-rows.js';

const HEADER = 'timestamp,open,high,low,close,volume';
const BAR = '2024-01-02T00:00:00Z,1,2,0.5,1.5,100';

function read(...chunks: string[]): CsvRow[] {
  const rows = new CsvRows();
  return [...chunks.flatMap((chunk) => rows.push(chunk)), ...rows.end()];
}

describe('CsvRows', () => {
  it('numbers lines as an editor does', () => {
    expect(read(`${HEADER}\n${BAR}\n\n${BAR}\n`).map((row) => row.line)).toEqual([2, 4]);
  });

  it('reads a file the same however it is cut into chunks', () => {
    const file = `\uFEFF${HEADER}\r\n${BAR}\r\n"2024-01-03",1,2,"0,5",1.5,"1""0"\r\n1,2\r\n${BAR}`;
    const whole = read(file);
    expect(whole).toHaveLength(4);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: file.length }), { maxLength: 12 }), (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), file.length];
        expect(read(...places.slice(1).map((end, i) => file.slice(places[i], end)))).toEqual(whole);
      }),
    );
  });

  it('unquotes cells', () => {
    const [row] = read(`${HEADER}\n"2024-01-03",1,2,"0,5",1.5,"1""0"`);
    expect(row?.bar).toMatchObject({ timestamp: '2024-01-03', low: '0,5', volume: '1"0' });
  });

  it('reads semicolons and other names of the time', () => {
    expect(read('Date;Open;High;Low;Close;Volume\n2024-01-02;1;2;0.5;1.5;100')[0]?.bar).toMatchObject({
      timestamp: '2024-01-02',
      volume: '100',
    });
  });

  it('marks a line with too few or too many cells', () => {
    expect(read(`${HEADER}\n1,2\n${BAR},9`).map((row) => row.fault)).toEqual([
      'has 2 cells where the header has 6',
      'has 7 cells where the header has 6',
    ]);
  });

  it.each([
    ['empty-file', ''],
    ['missing-columns', 'timestamp,open\n'],
    ['missing-columns', 'a,b,c\n1,2,3\n'],
    ['repeated-column', `${HEADER},close\n`],
    ['no-header', `${BAR.replace('2024-01-02T00:00:00Z', '1')}\n`],
  ])('refuses the file as %s', (rule, file) => {
    expect(() => read(file)).toThrow(expect.objectContaining({ name: UnreadableFile.name, rule }));
  });

  it('does not collect a line without end', () => {
    expect(() => read(`${HEADER}\n${'1'.repeat(MAX_LINE_LENGTH + 1)}`)).toThrow(/line 2 is longer/);
  });
});
