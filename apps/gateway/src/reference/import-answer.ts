import { importReference, MAX_REFERENCE_ROWS, referenceOutcome } from '@tape/contracts';
import { pageSchema, wireSchema } from '../wire/wire-schema.js';

type Schema = Record<string, unknown>;

/** What an import answers, for the document: the service's own answer, with lines in the place of indices. */
export function importAnswerSchema(): Schema {
  const { outcomes: _, ...answer } = importReference.response.shape;
  const { index: __, ...why } = referenceOutcome.shape;
  return wireSchema(importReference.response.pick(keysOf(answer)), {
    rows: { type: 'integer', maximum: MAX_REFERENCE_ROWS, description: 'Rows that were sent.' },
    refusals: {
      type: 'array',
      items: wireSchema(referenceOutcome.pick(keysOf(why)), {
        line: { type: 'integer', description: 'Line of the file, or place among the rows, from 1.' },
      }),
    },
  });
}

/** A page of items with these properties. */
export function itemsSchema(properties: Readonly<Record<string, Schema>>): Schema {
  return pageSchema({ type: 'object', required: Object.keys(properties), properties });
}

export const TEXT: Schema = { type: 'string' };
export const INSTANT: Schema = { type: 'string', format: 'date-time' };

function keysOf<Shape extends object>(shape: Shape): { readonly [Key in keyof Shape]: true } {
  return Object.fromEntries(Object.keys(shape).map((key) => [key, true])) as { readonly [Key in keyof Shape]: true };
}
