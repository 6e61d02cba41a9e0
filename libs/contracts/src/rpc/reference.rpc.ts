import { z } from 'zod';
import { epochMs } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';
import { defineRpc } from './rpc-definition.js';

/** What can be imported beside bars. */
export const referenceKind = z.enum(['EARNINGS', 'ECONOMIC', 'RATES', 'INSTRUMENTS']);

/** One request is one transaction and one message, so it stays well under a megabyte. */
export const MAX_REFERENCE_ROWS = 5_000;

/** What became of one sent row that was not taken. */
export const referenceOutcome = z.strictObject({
  index: z.int().nonnegative().describe('Position in the request, from 0.'),
  field: z.string(),
  rule: z.string().describe('Closed word, "bad-time" for example.'),
  message: z.string(),
});

/** From when to when everything of a kind is now known of a symbol or currency. */
export const calendarCoverage = z.strictObject({
  kind: z.string().describe('EARNINGS, or the kind of an economic event.'),
  subject: z.string().describe('Symbol for EARNINGS, currency for the others.'),
  knownFromMs: epochMs,
  knownToMs: epochMs,
});

/**
 * Stores rows of a calendar, of rates or of sectors; good rows are kept beside bad ones, and the same rows again change nothing.
 * With `knownFromMs` and `knownToMs` the rows of a calendar are all there are of their subjects in that time: what is stored
 * besides them is removed, and nothing listed means nothing scheduled.
 */
export const importReference = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.ingest.reference`,
  service: 'ingest',
  request: z.strictObject({
    kind: referenceKind,
    source: z.string().min(1).max(64).describe('Where the rows are from, for people.'),
    knownFromMs: epochMs.nullable(),
    knownToMs: epochMs.nullable(),
    subjects: z
      .array(z.string().min(1).max(64))
      .max(1_000)
      .describe('Symbols or currencies the rows are all of, besides those they name: for one without any row.'),
    rows: z.array(z.record(z.string(), z.unknown())).max(MAX_REFERENCE_ROWS),
  }),
  response: z.strictObject({
    stored: z.int().nonnegative().describe('Rows that are new.'),
    changed: z.int().nonnegative().describe('Rows that replaced another value.'),
    unchanged: z.int().nonnegative().describe('Rows that were there already.'),
    removed: z.int().nonnegative().describe('Stored rows that the request says do not exist.'),
    refused: z.int().nonnegative(),
    outcomes: z.array(referenceOutcome).describe('Only what was refused.'),
    coverage: z.array(calendarCoverage).describe('As it stands now, of the subjects the request covers.'),
    notCovered: z
      .array(z.string())
      .describe(
        'Subjects that are not covered because a row of theirs was refused; `*`: one whose subject cannot be read.',
      ),
  }),
  timeoutMs: 30_000,
});
