import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseIsoTime, type Bar, type Timeframe } from '@tape/market';
import { createAnalyzer } from '@tape/wyckoff';
import { meanReversion, momentumBreakout } from './builtin/declared.js';
import { wyckoffStrategy } from './builtin/wyckoff.strategy.js';
import { createRegimeDetector } from './regime/regime.js';
import { createAnalysisViewer } from './strategy/analysis-view.js';
import { createStrategy } from './strategy/create-strategy.js';
import { isolate, type RunState } from './strategy/isolated.js';
import type { Intent } from './strategy/intent.js';
import type { Stance, Strategy } from './strategy/strategy.js';

const DIRECTORY = process.env['TAPE_DATA_DIR'] ?? join(import.meta.dirname, '../../../../shared/data');
const FILES = [
  ['stocks/AAPL_1d.csv', 'AAPL', '1d'],
  ['crypto/BTCUSDT_1d.csv', 'BTCUSDT', '1d'],
  ['forex/EURUSD_1d.csv', 'EURUSD', '1d'],
] as const satisfies readonly (readonly [string, string, Timeframe])[];
const MISSING = FILES.filter(([file]) => !existsSync(join(DIRECTORY, file)));
if (MISSING.length > 0) console.warn(`SKIPPED: no recorded bars in ${DIRECTORY} (set TAPE_DATA_DIR)`);

const STRATEGIES = [wyckoffStrategy(), createStrategy(momentumBreakout()), createStrategy(meanReversion())];
const MOST_BARS = 4_000;

function read(file: string): Bar[] {
  const rows = readFileSync(join(DIRECTORY, file), 'utf8').trim().split('\n').slice(1, MOST_BARS);
  return rows.map((row) => {
    const [time = '', ...values] = row.trim().split(',');
    const [open, high, low, close, volume] = values.map(Number) as [number, number, number, number, number];
    return { openTimeMs: parseIsoTime(time)!, open, high, low, close, volume };
  });
}

/** Runs a strategy with analysis and regime; with `cut`, it is stopped there and restored. */
function play(strategy: Strategy, symbol: string, timeframe: Timeframe, bars: readonly Bar[], cut?: number) {
  const analyzer = createAnalyzer({ symbol, timeframe });
  const viewer = createAnalysisViewer();
  const regimes = createRegimeDetector();
  let instance = isolate(strategy.open([symbol], timeframe));
  let stance: Stance = 'FLAT';
  const intents: Intent[] = [];
  for (const [i, bar] of bars.entries()) {
    if (i === cut) instance = isolate(strategy.restore(JSON.parse(JSON.stringify(instance.instance.snapshot()))));
    const analysis = viewer.push(analyzer.push(bar), regimes.push(bar).regime);
    for (const intent of instance.push({ symbol, bar, analysis, stance }).step.intents) {
      intents.push(intent);
      stance = intent.kind === 'ENTER' ? intent.direction : 'FLAT';
    }
  }
  return { intents, run: instance.run satisfies RunState };
}

(MISSING.length > 0 ? describe.skip : describe).each(FILES)(
  'built-in strategies over %s',
  (file, symbol, timeframe) => {
    const bars = MISSING.length > 0 ? [] : read(file);

    it.each(STRATEGIES.map((strategy) => [strategy.id, strategy] as const))(
      '%s trades, soundly and reproducibly',
      (_, strategy) => {
        const whole = play(strategy, symbol, timeframe, bars);
        expect(whole.run).toEqual({ state: 'RUNNING' });
        expect(whole.intents.length).toBeGreaterThan(0);
        expect(new Set(whole.intents.map(({ id }) => id)).size).toBe(whole.intents.length);
        expect(play(strategy, symbol, timeframe, bars, Math.floor(bars.length / 2))).toEqual(whole);
      },
    );

    it('sees both trends and both volatilities', () => {
      const regimes = createRegimeDetector();
      const seen = new Set(bars.flatMap((bar) => Object.values(regimes.push(bar).regime ?? {})));
      expect(seen).toEqual(new Set(['BEAR', 'BULL', 'CONTRACTION', 'EXPANSION', 'NEUTRAL']));
    });
  },
);
