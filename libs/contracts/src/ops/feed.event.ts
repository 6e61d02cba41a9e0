import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { epochMs, symbol, timeframe } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

const payload = z.strictObject({
  symbol,
  timeframe,
  lastOpenTimeMs: epochMs.nullable().describe('Business time of the last bar before it happened.'),
  atMs: epochMs.describe('Business time at which it was seen.'),
  missingBars: z.int().nonnegative().describe('Bars the calendar expects and that are not there.'),
  message: z.string().describe('One sentence for a person.'),
});

function feedEvent<Kind extends 'stale' | 'recovered' | 'gap'>(kind: Kind) {
  return defineEvent({
    name: `feed.${kind}` as const,
    version: 1,
    stream: 'OPS',
    payload,
    subject: (feed) => `${SUBJECT_ROOT}.feed.${kind}.${subjectToken(feed.symbol)}`,
    messageId: (feed) => `feed.${kind}:${feed.symbol}:${feed.timeframe}:${feed.lastOpenTimeMs ?? 'none'}:${feed.atMs}`,
    partitionKey: (feed) => feed.symbol,
  });
}

/** A feed has been silent for longer than its calendar explains. Published by ingest. */
export const feedStale = feedEvent('stale');
/** A stale feed gave a bar again. Published by ingest. */
export const feedRecovered = feedEvent('recovered');
/** Bars that the calendar expects are missing between two accepted bars. Published by ingest. */
export const feedGap = feedEvent('gap');
export type FeedEvent = PayloadOf<typeof feedGap>;
