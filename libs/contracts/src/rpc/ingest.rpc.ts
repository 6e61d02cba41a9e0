import { z } from 'zod';
import { assetClass, epochMs, symbol, timeframe } from '../envelope/wire-types.js';
import { barIngested } from '../market/bar-ingested.event.js';
import { SUBJECT_ROOT } from '../stream/streams.js';
import { defineRpc } from './rpc-definition.js';

/** A bar as somebody sent it: unchecked text and numbers, so that every fault can be named instead of failing the request. */
export const rawBar = z.looseObject({
  symbol: z.unknown().optional(),
  timeframe: z.unknown().optional(),
  timestamp: z.unknown().optional(),
  open: z.unknown().optional(),
  high: z.unknown().optional(),
  low: z.unknown().optional(),
  close: z.unknown().optional(),
  volume: z.unknown().optional(),
});

/** What became of one sent bar. */
export const barOutcome = z.strictObject({
  index: z.int().nonnegative().describe('Position in the request, from 0.'),
  outcome: z.enum(['accepted', 'duplicate', 'refused']),
  field: z.string().nullable(),
  rule: z.string().nullable().describe('Closed word, "high-below-low" for example; null when accepted.'),
  message: z.string().nullable(),
});

export const MAX_BARS_PER_REQUEST = 2_000;

/** Checks bars and puts the good ones on the tape, in the order given; answers for each bar after JetStream has it. */
export const ingestBars = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.ingest.bars`,
  service: 'ingest',
  request: z.strictObject({
    source: barIngested.payload.shape.source,
    bars: z.array(rawBar).min(1).max(MAX_BARS_PER_REQUEST),
  }),
  response: z.strictObject({
    accepted: z.int().nonnegative(),
    duplicate: z.int().nonnegative(),
    refused: z.int().nonnegative(),
    gaps: z.int().nonnegative().describe('Gaps seen before accepted bars.'),
    outcomes: z.array(barOutcome).describe('Only what was not accepted.'),
  }),
  timeoutMs: 30_000,
});

/** What ingest knows of its series. */
export const ingestSeries = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.ingest.series`,
  service: 'ingest',
  request: z.strictObject({}),
  response: z.strictObject({
    series: z.array(
      z.strictObject({
        symbol,
        timeframe,
        assetClass,
        simulated: z.boolean(),
        lastOpenTimeMs: epochMs,
        storedThroughMs: epochMs.nullable().describe('Newest bar that is in Postgres.'),
        acceptedBars: z.int().nonnegative(),
      }),
    ),
  }),
  timeoutMs: 5_000,
});
