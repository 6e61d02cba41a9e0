import { z } from 'zod';
import { timeframe } from '../envelope/wire-types.js';

/** TradingView's `{{interval}}`, beside our own names of timeframes. */
const TIMEFRAME_OF_INTERVAL = {
  '1': '1m',
  '5': '5m',
  '15': '15m',
  '60': '1h',
  '240': '4h',
  D: '1d',
  '1D': '1d',
  W: '1w',
  '1W': '1w',
} as const satisfies Record<string, z.infer<typeof timeframe>>;

const interval = z.union([z.string(), z.int()]).transform((given, context) => {
  const text = String(given);
  const known = (TIMEFRAME_OF_INTERVAL as Readonly<Record<string, z.infer<typeof timeframe>>>)[text];
  const own = known ?? timeframe.safeParse(text).data;
  if (own !== undefined) return own;
  context.addIssue({ code: 'custom', message: `must be one of 1, 5, 15, 60, 240, D, W; '${text}' is not` });
  return z.NEVER;
});

/** TradingView puts numbers into its text as they are; within these bounds they have no exponent. */
const price = z
  .union([z.string().regex(/^\d{1,15}(\.\d{1,15})?$/), z.number().min(1e-6).max(1e15)], {
    error: 'must be a positive number, or decimal text like "101.25"',
  })
  .transform(canonicalPrice)
  .refine((text) => /[1-9]/.test(text), 'must be above zero');

/** Equal prices have equal text: "100.50" and 100.5 are one alert. */
function canonicalPrice(given: string | number): string {
  const [whole = '0', fraction = ''] = String(given).split('.');
  const digits = fraction.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '')}${digits === '' ? '' : `.${digits}`}`;
}

/** ISO 8601 with a zone, as `{{time}}` gives it, or milliseconds. */
const barTime = z
  .union([z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)), z.int().positive()], {
    error: 'must be the open time of the bar: {{time}}, like 2024-03-01T14:30:00Z',
  })
  .describe('Open time of the bar the alert was raised on; `{{time}}`.');

/** A signal from outside as TradingView's alert message says it. It becomes an experiment and never an order by itself. */
export const tradingViewAlert = z
  .strictObject({
    symbol: z
      .string()
      .regex(
        /^([A-Z0-9_]{1,24}:)?[A-Z0-9][A-Z0-9._/-]{0,38}$/,
        'must be a symbol, with or without its exchange: AAPL, NASDAQ:AAPL',
      )
      .transform((text) => text.slice(text.indexOf(':') + 1))
      .describe('`{{ticker}}`. An exchange before a colon is dropped: bars are known by symbol.'),
    interval: interval.describe('`{{interval}}`, or one of our timeframes.'),
    action: z.enum(['buy', 'sell']).describe('`{{strategy.order.action}}`; buy is long.'),
    price: price.describe('Reference price of the entry; `{{close}}`.'),
    stop: price.describe('Where the trade is wrong.'),
    target: price.describe('Where it is right.'),
    time: barTime,
    strategy: z.string().trim().min(1).max(64).default('tradingview').describe('What the sender calls it.'),
    secret: z
      .string()
      .max(256)
      .optional()
      .describe('The shared secret, where no signature header can be sent. Not kept.'),
  })
  .refine(isOrdered, {
    path: ['stop'],
    error: 'must be under price and target over it for a buy, the other way round for a sell',
  });
export type TradingViewAlert = z.infer<typeof tradingViewAlert>;

const PLAIN = /^\d+(\.\d+)?$/;

/** Prices of at most 30 digits, compared without floats. */
function isOrdered({
  action,
  price: entry,
  stop,
  target,
}: {
  action: string;
  price: string;
  stop: string;
  target: string;
}): boolean {
  // A price that is none has been told of already.
  if (![entry, stop, target].every((text) => typeof text === 'string' && PLAIN.test(text))) return true;
  const [low, high] = action === 'buy' ? [stop, target] : [target, stop];
  return scaled(low) < scaled(entry) && scaled(entry) < scaled(high);
}

function scaled(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(15, '0').slice(0, 15));
}
