import { z } from 'zod';
import { epochMs } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';
import { defineRpc } from './rpc-definition.js';

const note = z.string().trim().min(1, 'say why, in a note').max(2_000);

const difference = z.strictObject({
  id: z.string().min(1),
  kind: z.enum(['POSITION', 'UNKNOWN_ORDER', 'MISSING_ORDER']),
  subject: z.string().describe('Symbol of a POSITION, client order id otherwise.'),
  ours: z.string(),
  theirs: z.string(),
  status: z.enum(['OPEN', 'EXPLAINED', 'ADOPTED', 'FLATTENED', 'GONE']),
  note: z.string().nullable(),
  resolvedBy: z.string().nullable(),
  foundAtMs: epochMs,
  resolvedAtMs: epochMs.nullable(),
});

/** On what broker and books do not agree, open ones first. Refused with `not-live` on paper, where there is no broker. */
export const brokerDifferences = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.execution.differences`,
  service: 'execution',
  request: z.strictObject({}),
  response: z.strictObject({ differences: z.array(difference) }),
  timeoutMs: 5_000,
});

/** An operator's choice: EXPLAIN (not ours), ADOPT (the broker is right) or FLATTEN (close the excess at the broker). */
export const resolveDifference = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.execution.resolve`,
  service: 'execution',
  request: z.strictObject({
    id: z.string().min(1),
    choice: z.enum(['EXPLAIN', 'ADOPT', 'FLATTEN']),
    by: z.string().min(1),
    note,
  }),
  response: z.strictObject({ id: z.string() }),
  timeoutMs: 15_000,
});

/** Closes one position, or all, by hand or because its strategy wants out; pending entries of the same signals are withdrawn. */
export const closePositions = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.execution.close`,
  service: 'execution',
  request: z.strictObject({
    positionId: z.string().min(1).nullable().describe('Null closes everything.'),
    by: z.string().min(1),
    note,
    strategyExitAtMs: epochMs
      .optional()
      .describe('Asked by a strategy, whose exit condition held at the close of this bar; absent when a person asks.'),
  }),
  response: z.strictObject({ closing: z.int().min(0).describe('Positions and entries that are being left.') }),
  timeoutMs: 15_000,
});
