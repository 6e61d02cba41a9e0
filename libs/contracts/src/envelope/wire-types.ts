import { z } from 'zod';

/** A decimal as text, so that no price or amount passes through a binary float on the wire. */
export const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a plain decimal number as text, like "101.25"');

/** A decimal that is zero or more. */
export const unsignedDecimal = z.string().regex(/^\d+(\.\d+)?$/, 'must be a plain decimal number of zero or more');

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const epochMs = z.int();

export const symbol = z
  .string()
  .min(1)
  .max(64)
  .describe('Name of the instrument as the feed writes it: `AAPL`, `BRK.B`, `EUR/USD`.');

/** Bar lengths the system reads. */
export const timeframe = z.enum(['1m', '5m', '15m', '1h', '4h', '1d', '1w']).describe('Length of the bars.');

/** The one confidence scale: a whole number from 0 to 100. */
export const confidence = z.int().min(0).max(100).describe('Confidence, whole number from 0 to 100.');

export const side = z.enum(['ACCUMULATION', 'DISTRIBUTION']).describe('What the range builds.');
export const phase = z.enum(['A', 'B', 'C', 'D', 'E']).describe('Wyckoff phase.');
export const direction = z.enum(['LONG', 'SHORT']).describe('Side of the trade.');
export const assetClass = z
  .enum(['STOCK', 'FOREX', 'CRYPTO'])
  .describe('Class of the instrument; it decides which rules apply.');

/** Patterns that may become a trade. */
export const tradablePattern = z.enum(['SPRING', 'SOS', 'LPS', 'UTAD', 'SOW', 'LPSY']).describe('The pattern.');

/** What an entry rests on: a pattern, or the conditions of a strategy. */
export const candidatePattern = z
  .enum([...tradablePattern.options, 'STRATEGY'])
  .describe('The pattern; STRATEGY for an entry that rests on the conditions of a strategy.');

/** Where an entry that rests on no pattern comes from. */
export const strategyOrigin = z.strictObject({
  id: z.string().min(1).describe('Name of the strategy.'),
  version: z.int().positive().describe('Version of its rules.'),
  riskPercent: decimal
    .nullable()
    .describe("Percent of equity it asks to risk; null leaves it to the account's profile."),
});

/** All structural events the analysis can name. */
export const wyckoffEvent = z.enum([
  'PS',
  'SC',
  'PSY',
  'BC',
  'AR',
  'ST',
  'SPRING',
  'TEST',
  'UT',
  'UTAD',
  'SOS',
  'LPS',
  'SOW',
  'LPSY',
]);

/** How the stop of the last part of a position follows the price. */
export const trailPlan = z.strictObject({
  by: z.enum(['DISTANCE', 'STRUCTURE']).describe('So far behind the best price, or behind the bar that made it.'),
  distance: unsignedDecimal.nullable().describe('Quote currency, for DISTANCE; null for STRUCTURE.'),
  afterTargets: z.union([z.literal(1), z.literal(2)]).describe('Begins once so many are filled, or all but the last.'),
  beyondObjective: z.boolean().describe('Whether the last part runs past the objective until its stop.'),
});
