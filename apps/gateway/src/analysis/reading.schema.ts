type Schema = Record<string, unknown>;

const text: Schema = { type: 'string' };
const price: Schema = { type: 'string', nullable: true, description: 'Decimal text.' };

/** Zones for the API document. */
export const ZONES_SCHEMA: Schema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['kind', 'state', 'from_time', 'low', 'high', 'touches'],
    properties: {
      kind: { ...text, enum: ['SUPPLY', 'DEMAND'] },
      state: { ...text, enum: ['FRESH', 'TESTED', 'EXHAUSTED'] },
      from_time: { ...text, format: 'date-time', description: 'The bar that made it.' },
      low: text,
      high: text,
      touches: { type: 'integer' },
    },
  },
};

/** The longer timeframe; null for weeks, and before its first bar has closed. */
export const HIGHER_SCHEMA: Schema = {
  type: 'object',
  nullable: true,
  required: ['timeframe', 'side', 'phase', 'ice', 'creek'],
  properties: {
    timeframe: text,
    side: { ...text, nullable: true, enum: ['ACCUMULATION', 'DISTRIBUTION', null] },
    phase: { ...text, nullable: true, enum: ['A', 'B', 'C', 'D', 'E', null] },
    ice: price,
    creek: price,
  },
};
