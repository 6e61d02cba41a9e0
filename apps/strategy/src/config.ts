import { type HigherTimeframes, readHigherTimeframes, TIMEFRAMES, type Timeframe } from '@tape/market';
import { baseConfig } from '@tape/service';
import { z } from 'zod';

const names = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])));

/** A series, as it is written in settings: `AAPL:1d`. */
export interface NamedSeries {
  readonly symbol: string;
  readonly timeframe: Timeframe;
}

function seriesOf(text: string): NamedSeries | null {
  const at = text.lastIndexOf(':');
  const timeframe = TIMEFRAMES.find((one) => one === text.slice(at + 1));
  return at < 1 || timeframe === undefined ? null : { symbol: text.slice(0, at), timeframe };
}

/** What strategy reads from the environment besides the base settings. */
export const strategyConfig = baseConfig.extend({
  /** Directory of declared strategies, one YAML file each. Empty: only the built-in ones. */
  STRATEGIES_DIR: z.string().default(''),
  /** Strategies that are switched on when they are seen for the first time, by comma; later POST …/enable and …/disable decide. */
  STRATEGIES_ENABLED: names,
  /** Series whose regime is followed though no strategy works on them, by comma: AAPL:1d,BTCUSDT:1h. */
  REGIME_SERIES: names.transform((all, context): readonly NamedSeries[] =>
    all.flatMap((text) => {
      const series = seriesOf(text);
      if (series !== null) return [series];
      context.addIssue({ code: 'custom', message: `must be series like AAPL:1d, not '${text}'` });
      return [];
    }),
  ),
  /** Which gates the analysis keeps that conditions ask of; the same as detection's. */
  ANALYSIS_PROFILE: z.enum(['classic', 'strict']).default('classic'),
  /** In the light of which longer timeframe a series is read; the same as detection's. */
  HIGHER_TIMEFRAME: z
    .string()
    .default('')
    .transform((text, context): HigherTimeframes => {
      const reading = readHigherTimeframes(text);
      if (reading.ok) return reading.timeframes;
      context.addIssue({ code: 'custom', message: reading.problem });
      return z.NEVER;
    }),
  /** How often the watchlist is looked at for series that strategies of every symbol should work on, milliseconds. */
  STRATEGY_RESCAN_MS: z.coerce.number().int().min(100).max(600_000).default(5_000),
  /** How long a bar that is fresh against the wall clock waits for execution before it is read all the same. */
  LIVE_PATIENCE_MS: z.coerce.number().int().min(50).max(60_000).default(2_000),
});
export type StrategyConfig = z.infer<typeof strategyConfig>;
