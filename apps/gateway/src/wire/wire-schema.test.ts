import { describe, expect, it } from '@jest/globals';
import { tradeSignal } from '@tape/contracts';
import { z } from 'zod';
import { wireSchema } from './wire-schema.js';

describe('wireSchema', () => {
  it('names fields as the mapping does and makes instants date-times', () => {
    const contract = z.strictObject({ openTimeMs: z.int(), closedAtMs: z.int().nullable(), rMultiple: z.string() });
    expect(wireSchema(contract)).toEqual({
      type: 'object',
      required: ['open_time', 'closed_at', 'r_multiple'],
      properties: {
        open_time: { type: 'string', format: 'date-time' },
        closed_at: { type: 'string', format: 'date-time', nullable: true },
        r_multiple: { type: 'string' },
      },
    });
  });

  it('reaches into lists and adds what the API adds', () => {
    const schema = wireSchema(tradeSignal, { status: { type: 'string' } }) as {
      properties: Record<string, { properties?: Record<string, { items?: { properties: object } }> }>;
    };
    expect(Object.keys(schema.properties)).toEqual(
      expect.arrayContaining(['created_at', 'validation_chain', 'status']),
    );
    const stages = schema.properties['validation_chain']?.properties?.['stages'];
    expect(Object.keys(stages?.items?.properties ?? {})).toEqual(expect.arrayContaining(['near_miss', 'at']));
  });
});
