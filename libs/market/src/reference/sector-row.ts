import { shown } from '../bar/refusal.js';
import type { CsvTableColumn } from '../csv/csv-table.js';
import { inferInstrument } from '../instrument/infer-instrument.js';
import { readSector, SECTORS, type Sector } from '../instrument/sectors.js';
import { fault, isGiven, type RawReferenceRow, readingOf, type RowReading, symbolOf, textOf } from './reference-row.js';

/** In which sector a stock counts; null takes it back to unknown. */
export interface SectorRow {
  readonly symbol: string;
  readonly sector: Sector | null;
}

export const SECTOR_COLUMNS: readonly CsvTableColumn[] = [
  { name: 'symbol', aliases: ['ticker'] },
  { name: 'sector', aliases: ['gics sector'] },
];

/** `symbol` and `sector`. Only stocks have one: pairs are capped by currency, and all crypto moves together. */
export function readSectorRow(raw: RawReferenceRow): RowReading<SectorRow> {
  return readingOf(() => {
    const symbol = symbolOf(raw);
    const { assetClass } = inferInstrument(symbol);
    if (assetClass !== 'STOCK')
      return fault('symbol', 'not-a-stock', `${symbol} is ${assetClass}, which has no sector`);
    if (!isGiven(raw['sector'])) return { symbol, sector: null };
    const name = textOf(raw, 'sector', `use one of ${SECTORS.join(', ')}`);
    const sector = readSector(name);
    if (sector === null) return fault('sector', 'bad-sector', `${shown(name)} is not one of ${SECTORS.join(', ')}`);
    return { symbol, sector };
  });
}
