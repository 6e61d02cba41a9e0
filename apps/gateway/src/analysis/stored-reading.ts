import { type PriceBar, type Timeframe } from '@tape/market';
import { InstrumentStore, UnknownInstrument } from '@tape/persistence';
import { runnerOf, type Sql } from '../database/sql.js';
import { unknownSymbol } from '../http/problem.js';
import { readSeries, type ReadSeries, type SeriesReading } from './series-reading.js';

interface BarRow {
  readonly open_time: Date;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

/** What a request asks of a series. */
export interface ReadingQuery {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Open time of the last bar that may be read; the newest stored one without it. */
  readonly through?: Date | undefined;
  /** Bars read at most, the newest. */
  readonly maxBars: number;
}

export interface StoredReading extends SeriesReading {
  readonly barsRead: number;
  /** The first bar that was read. */
  readonly readFromMs: number | null;
  /** Whether that is the first bar of the series: only then nothing older is missing from what is said. */
  readonly isComplete: boolean;
}

/** Stored bars, read again by the rules that detection goes by. @throws Problem 404 for a symbol nobody has heard of. */
export async function readStored(sql: Sql, query: ReadingQuery): Promise<StoredReading> {
  const { symbol, timeframe, through, maxBars } = query;
  const [series, rows] = await Promise.all([
    seriesOf(sql, symbol, timeframe),
    sql.query<BarRow>(
      `select open_time, open::text, high::text, low::text, close::text, volume::text from bars
        where symbol = $1 and timeframe = $2 and ($3::timestamptz is null or open_time <= $3)
        order by open_time desc limit $4`,
      [symbol, timeframe, through ?? null, maxBars + 1],
    ),
  ]);
  const bars = rows.slice(0, maxBars).toReversed().map(toPriceBar);
  return {
    ...readSeries(bars, series),
    barsRead: bars.length,
    readFromMs: bars[0]?.openTimeMs ?? null,
    isComplete: rows.length <= maxBars,
  };
}

async function seriesOf(sql: Sql, symbol: string, timeframe: Timeframe): Promise<ReadSeries> {
  const [snapshot] = await sql.query<{ profile: string | null }>(
    `select state->>'profile' as profile from analyzer_snapshots where symbol = $1 and timeframe = $2`,
    [symbol, timeframe],
  );
  try {
    const { assetClass, tickSize } = await new InstrumentStore(runnerOf(sql)).of(symbol);
    return { symbol, timeframe, assetClass, tickSize, profile: snapshot?.profile === 'strict' ? 'strict' : 'classic' };
  } catch (error) {
    if (error instanceof UnknownInstrument) throw unknownSymbol(symbol);
    throw error;
  }
}

function toPriceBar({ open_time: time, ...prices }: BarRow): PriceBar {
  return { openTimeMs: time.getTime(), ...prices };
}
