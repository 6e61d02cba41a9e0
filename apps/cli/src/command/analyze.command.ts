import { createResampler, type PriceBar, type Timeframe, toBar } from '@tape/market';
import { CLASSIC_CONFIG, createAnalyzer, STRICT_CONFIG } from '@tape/wyckoff';
import { Command } from 'commander';
import { type AnalysisLine, AnalysisLines } from '../analysis-line.js';
import { type FileSeries, seriesOfFile } from '../bar-file.js';
import { longerTimeframe, sayWhatIsMissing } from '../bar-preparation.js';
import { goodRows } from '../good-rows.js';
import { pluginOption, pluginsOf } from '../plugin-file.js';
import { printLine } from '../terminal.js';
import { textTable } from '../text-table.js';
import {
  csvOption,
  formatOption,
  resampleOption,
  profileOption,
  strictOption,
  symbolOption,
  timeframeOption,
  type Profile,
} from './options.js';

interface AnalyzeOptions {
  readonly csv: string;
  readonly symbol?: string;
  readonly timeframe?: string;
  readonly resample?: string;
  readonly format: 'ndjson' | 'table';
  readonly profile: Profile;
  readonly higher?: string;
  readonly plugin?: readonly string[];
  readonly strict: boolean;
}

const COLUMNS = [
  'known_at',
  'event',
  'pattern',
  'bar_time',
  'side',
  'phase',
  'confidence',
  'price',
  'ice',
  'creek',
  'score',
  'reason',
] as const;

export function analyzeCommand(): Command {
  return new Command('analyze')
    .description('reads a file bar by bar and prints what becomes known, in that order; needs no server')
    .addOption(csvOption())
    .addOption(symbolOption())
    .addOption(timeframeOption())
    .addOption(resampleOption())
    .addOption(formatOption('ndjson', 'table'))
    .addOption(profileOption())
    .option('--higher <length>', 'read candidates in the light of a longer timeframe made of the same bars')
    .addOption(pluginOption())
    .addOption(strictOption())
    .addHelpText(
      'after',
      `
Events: PS SC PSY BC AR ST SPRING TEST UT UTAD SOS LPS SOW LPSY, RANGE (a range was born or changed), PHASE, CANDIDATE
(with pattern, entry, stop, target), FAULT, and the name of each --plugin. A line is never taken back: known_at is the bar at which it was known.

Examples:
  $ tape analyze --csv AAPL_1d.csv --format table
  $ tape analyze --csv bars.csv --symbol EURUSD --timeframe 1h | jq -c 'select(.event == "CANDIDATE")'`,
    )
    .action(analyze);
}

async function analyze(options: AnalyzeOptions): Promise<void> {
  const series = seriesOfFile(options.csv, options.symbol, options.timeframe);
  const { symbol } = series.instrument;
  const timeframe =
    options.resample === undefined
      ? series.timeframe
      : longerTimeframe(options.resample, series.timeframe, '--resample');
  const higherTimeframe = options.higher === undefined ? null : longerTimeframe(options.higher, timeframe, '--higher');
  const plugins = await pluginsOf(options.plugin);
  const analyzer = createAnalyzer(
    { symbol, timeframe, higherTimeframe, plugins },
    options.profile === 'strict' ? STRICT_CONFIG : CLASSIC_CONFIG,
  );
  const lines = new AnalysisLines({ symbol, timeframe });
  const kept: AnalysisLine[] = [];
  for await (const bar of barsOf(series, timeframe, options.strict)) {
    for (const line of lines.of(analyzer.read(toBar(bar)), bar.openTimeMs)) {
      if (options.format === 'table') kept.push(line);
      else await printLine(JSON.stringify(line));
    }
  }
  if (options.format === 'table')
    await printLine(
      textTable(
        COLUMNS,
        kept.map((line) => COLUMNS.map((key) => cell(line[key]))),
      ),
    );
}

async function* barsOf(series: FileSeries, timeframe: Timeframe, strict: boolean): AsyncGenerator<PriceBar> {
  if (timeframe === series.timeframe) {
    yield* goodRows(series, strict);
    return;
  }
  const resampler = createResampler(series.timeframe, timeframe, series.instrument.assetClass);
  for await (const bar of goodRows(series, strict)) yield* resampler.push(bar);
  sayWhatIsMissing(series.path, timeframe, resampler.leftOut, resampler.snapshot().open);
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  return typeof value === 'number' && !Number.isInteger(value) ? String(Number(value.toPrecision(7))) : String(value);
}
