import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { epochMs, symbol, timeframe } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

export const regime = z.strictObject({
  trend: z.enum(['BULL', 'BEAR', 'NEUTRAL']).describe('Two votes of EMA 50/200, RSI(14) and MACD make a trend.'),
  volatility: z.enum(['EXPANSION', 'CONTRACTION']).describe('ATR and Bollinger width against their own past.'),
});

/** A series has another regime: two readings in a row say so. Published by strategy for the series on which strategies work. */
export const regimeChanged = defineEvent({
  name: 'regime.changed',
  version: 1,
  stream: 'OPS',
  payload: z.strictObject({
    symbol,
    timeframe,
    from: regime.nullable().describe('Null for the first regime of a series.'),
    to: regime,
    barTimeMs: epochMs.describe('Open time of the bar whose close confirmed it.'),
    inputs: z
      .strictObject({
        ema50: z.number(),
        ema200: z.number(),
        rsi: z.number().describe('0 to 100.'),
        macd: z.number(),
        atrRatio: z.number().describe('ATR(14) over ATR(100).'),
        widthRatio: z.number().describe('Bollinger width over its mean of 100 bars.'),
      })
      .describe('What it was read from.'),
  }),
  subject: (change) => `${SUBJECT_ROOT}.regime.changed.${change.timeframe}.${subjectToken(change.symbol)}`,
  messageId: (change) => `regime:${change.symbol}:${change.timeframe}:${change.barTimeMs}`,
  partitionKey: (change) => change.symbol,
});
export type RegimeChanged = PayloadOf<typeof regimeChanged>;
