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
    openTimeMs: epochMs,
    open: unsignedDecimal,
    high: unsignedDecimal,
    low: unsignedDecimal,
    close: unsignedDecimal,
    volume: unsignedDecimal,
    /** Where the bar came from; SIMULATED is shown wherever the bar or what follows from it is shown. */
    source: z.enum(['REST', 'CSV', 'REPLAY', 'FEED', 'SIMULATED']),
    /** Open time of the last bar accepted before it in the same series: a break in this chain is a lost bar. */
    previousOpenTimeMs: epochMs.nullable(),
  }),
  subject: (bar, partitions) =>
    `${SUBJECT_ROOT}.bar.ingested.${bar.timeframe}.${subjectToken(bar.symbol)}.${partitionOf(bar.symbol, partitions)}`,
  messageId: (bar) => `bar:${bar.symbol}:${bar.timeframe}:${bar.openTimeMs}`,
  partitionKey: (bar) => bar.symbol,
});
export type BarIngested = PayloadOf<typeof barIngested>;
