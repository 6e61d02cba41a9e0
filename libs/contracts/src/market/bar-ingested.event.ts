import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { partitionOf } from '../envelope/partition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { assetClass, epochMs, symbol, timeframe, unsignedDecimal } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

/** One closed bar, checked and accepted. Prices in quote currency. Published by ingest; read by all that follow the tape. */
export const barIngested = defineEvent({
  name: 'bar.ingested',
  version: 1,
  stream: 'BARS',
  payload: z.strictObject({
    symbol,
    timeframe,
    assetClass,
    openTimeMs: epochMs.describe('Open time of the bar, UTC; with symbol and timeframe it is the identity of the bar.'),
    open: unsignedDecimal.describe('First price, quote currency.'),
    high: unsignedDecimal.describe('Highest price, quote currency; at least open, close and low.'),
    low: unsignedDecimal.describe('Lowest price, quote currency.'),
    close: unsignedDecimal.describe('Last price, quote currency.'),
    volume: unsignedDecimal.describe(
      'Traded units, or price changes where the instrument has no central market; 0 when unknown.',
    ),
    source: z
      .enum(['REST', 'CSV', 'REPLAY', 'FEED', 'SIMULATED'])
      .describe('Where the bar came from; SIMULATED is shown wherever the bar or what follows from it is shown.'),
    previousOpenTimeMs: epochMs
      .nullable()
      .describe(
        'Open time of the last bar accepted before it in the same series: a break in this chain is a lost bar.',
      ),
  }),
  subject: (bar, partitions) =>
    `${SUBJECT_ROOT}.bar.ingested.${bar.timeframe}.${subjectToken(bar.symbol)}.${partitionOf(bar.symbol, partitions)}`,
  messageId: (bar) => `bar:${bar.symbol}:${bar.timeframe}:${bar.openTimeMs}`,
  partitionKey: (bar) => bar.symbol,
});
export type BarIngested = PayloadOf<typeof barIngested>;
