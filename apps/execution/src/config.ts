import { baseConfig } from '@tape/service';
import { z } from 'zod';

const blankAsMissing = (value: unknown): unknown => (value === '' ? undefined : value);

const flag = (value: 'true' | 'false') =>
  z
    .enum(['true', 'false'])
    .default(value)
    .transform((text) => text === 'true');

const settings = baseConfig.extend({
  /**
   * `PAPER` claims signals and trades them on the tape; `LIVE` trades them at a broker; `OFF` leaves the queue to others and only
   * follows the tape.
   */
  EXECUTION_MODE: z.enum(['PAPER', 'LIVE', 'OFF']).default('PAPER'),
  /** The second of the two settings without which nothing is ever sent to a broker. */
  LIVE_TRADING: z.enum(['disabled', 'enabled']).default('disabled'),
  BROKER: z.preprocess(blankAsMissing, z.enum(['alpaca', 'ccxt']).optional()),
  /** Alpaca's paper account by default; the real one is https://api.alpaca.markets. */
  ALPACA_BASE_URL: z.url().default('https://paper-api.alpaca.markets'),
  ALPACA_KEY_ID: z.preprocess(blankAsMissing, z.string().optional()),
  ALPACA_SECRET_KEY: z.preprocess(blankAsMissing, z.string().optional()),
  /** Which exchange, where the broker is ccxt: one whose protocol is tested against a stand-in. */
  CCXT_EXCHANGE: z.enum(['binance']).default('binance'),
  CCXT_API_KEY: z.preprocess(blankAsMissing, z.string().optional()),
  CCXT_SECRET: z.preprocess(blankAsMissing, z.string().optional()),
  /** The exchange's test venue by default; `false` is the real one. */
  CCXT_SANDBOX: flag('true'),
  /** Takes the place of scheme, host and port of the exchange's addresses. */
  CCXT_BASE_URL: z.preprocess(blankAsMissing, z.url().optional()),
  /** The one currency in which coins are bought and sold. */
  CCXT_QUOTE: z
    .string()
    .regex(/^[A-Z]{3,5}$/, 'must be the code of a currency or coin, such as USDT')
    .default('USDT'),
  /** How long a broker may take to answer. */
  BROKER_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(5_000),
  /** How often open orders are looked at. */
  BROKER_ROUND_MS: z.coerce.number().int().min(50).max(60_000).default(1_000),
  /** How often books and broker are compared. */
  RECONCILE_SECONDS: z.coerce.number().int().min(1).max(86_400).default(60),
  /** A signal that is older when its entry could be sent is not entered any more. */
  LIVE_SIGNAL_MAX_AGE_SECONDS: z.coerce.number().int().min(1).max(86_400).default(300),
  /** How often it is kept what the account is worth. */
  SNAPSHOT_SECONDS: z.coerce.number().int().min(1).max(3_600).default(60),
  /** Whether every position is left when the service is told to stop; else they stay, behind their stops. */
  FLATTEN_ON_SHUTDOWN: flag('false'),
  /** How long it may take to leave them at a broker. */
  FLATTEN_SECONDS: z.coerce.number().int().min(1).max(300).default(15),
  /** How long an entry waits for the plan of engine B, where a policy may give the order to it. */
  ENTRY_PLAN_PATIENCE_MS: z.coerce.number().int().min(0).max(60_000).default(5_000),
  /** How long a bar that is fresh against the wall clock waits for the stages before it. */
  LIVE_PATIENCE_MS: z.coerce.number().int().min(50).max(60_000).default(2_000),
});

/** What execution reads from the environment besides the base settings. Live trading takes two settings and a broker's keys. */
export const executionConfig = settings.superRefine((config, context) => {
  if (config.EXECUTION_MODE !== 'LIVE') return;
  const say = (path: keyof typeof config, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (config.LIVE_TRADING !== 'enabled') {
    say('LIVE_TRADING', 'must be "enabled" as well: EXECUTION_MODE=LIVE alone does not trade real money');
  }
  if (config.BROKER === undefined) say('BROKER', 'must name a broker when EXECUTION_MODE is LIVE');
  if (config.BROKER === 'alpaca' && config.ALPACA_KEY_ID === undefined) say('ALPACA_KEY_ID', 'is needed by alpaca');
  if (config.BROKER === 'alpaca' && config.ALPACA_SECRET_KEY === undefined) {
    say('ALPACA_SECRET_KEY', 'is needed by alpaca');
  }
  if (config.BROKER === 'ccxt' && config.CCXT_API_KEY === undefined) say('CCXT_API_KEY', 'is needed by ccxt');
  if (config.BROKER === 'ccxt' && config.CCXT_SECRET === undefined) say('CCXT_SECRET', 'is needed by ccxt');
});
export type ExecutionConfig = z.infer<typeof settings>;
