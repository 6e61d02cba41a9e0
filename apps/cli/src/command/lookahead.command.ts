import { isoTime, toBar, type Bar } from '@tape/market';
import {
  analyzerMaker,
  checkRewrites,
  CLASSIC_CONFIG,
  evenCuts,
  STRICT_CONFIG,
  type Rewrite,
  type RewriteReport,
} from '@tape/wyckoff';
import { Command, Option } from 'commander';
import { seriesOfFile } from '../bar-file.js';
import { CommandFailure, EXIT } from '../exit-code.js';
import { goodRows } from '../good-rows.js';
import { pluginOption, pluginsOf } from '../plugin-file.js';
import { toSnakeCase } from '../snake-case.js';
import { printLine, say } from '../terminal.js';
import { textTable } from '../text-table.js';
import {
  csvFilesOption,
  formatOption,
  profileOption,
  strictOption,
  symbolOption,
  timeframeOption,
  wholeNumber,
  type Profile,
} from './options.js';

interface LookaheadOptions {
  readonly csv: readonly string[];
  readonly symbol?: string;
  readonly timeframe?: string;
  readonly cuts: number;
  readonly profile: Profile;
  readonly plugin?: readonly string[];
  readonly format: 'json' | 'table';
  readonly strict: boolean;
}

interface FileReport extends RewriteReport {
  readonly file: string;
  readonly symbol: string;
  readonly timeframe: string;
}

/** @param makerOf makes the analysis that is held to its word; another one may bring detectors of its own. */
export function lookaheadCommand(makerOf: typeof analyzerMaker = analyzerMaker): Command {
  return new Command('lookahead')
    .description('proves on your bars that nothing the analysis said was changed by later bars; needs no server')
    .addOption(csvFilesOption())
    .addOption(symbolOption())
    .addOption(timeframeOption())
    .addOption(new Option('--cuts <count>', 'places a series is cut at').default(25).argParser(wholeNumber))
    .addOption(profileOption())
    .addOption(pluginOption())
    .addOption(formatOption('table', 'json'))
    .addOption(strictOption())
    .addHelpText(
      'after',
      `
At each cut the analysis is made anew from the bars before it alone, and taken up again from a snapshot. What it says of each bar,
and what it remembers, must be the same byte for byte; nothing may be said twice, later than it claims, or changed afterwards.
Exit code 1 when something was rewritten; the first is named.

Examples:
  $ tape lookahead --csv AAPL_1d.csv
  $ tape lookahead --csv stocks/*_1d.csv --cuts 100 --format json | jq .rewrites`,
    )
    .action((options: LookaheadOptions) => lookahead(options, makerOf));
}

async function lookahead(options: LookaheadOptions, makerOf: typeof analyzerMaker): Promise<void> {
  if (options.symbol !== undefined && options.csv.length > 1) {
    throw new CommandFailure(EXIT.USAGE, '--symbol goes with one file; name several files SYMBOL_TIMEFRAME.csv');
  }
  const config = options.profile === 'strict' ? STRICT_CONFIG : CLASSIC_CONFIG;
  const plugins = await pluginsOf(options.plugin);
  const files: FileReport[] = [];
  for (const file of options.csv) {
    const series = seriesOfFile(file, options.symbol, options.timeframe);
    const bars: Bar[] = [];
    for await (const bar of goodRows(series, options.strict)) bars.push(toBar(bar));
    const { timeframe } = series;
    const { symbol } = series.instrument;
    const report = checkRewrites(
      bars,
      makerOf({ symbol, timeframe, plugins }, config),
      evenCuts(bars.length, options.cuts),
    );
    files.push({ file, symbol, timeframe, ...report });
  }
  const rewrites = files.reduce((sum, { rewrites }) => sum + rewrites, 0);
  await printLine(
    options.format === 'json'
      ? JSON.stringify(toSnakeCase({ rewrites, profile: options.profile, files }), null, 2)
      : table(files, rewrites),
  );
  for (const { file, first } of files) if (first !== null) say(`${file}: ${sentence(first)}`);
  if (rewrites > 0) process.exitCode = EXIT.FAILURE;
}

function table(files: readonly FileReport[], rewrites: number): string {
  const rows = files.map((report) =>
    [report.file, report.bars, report.said, report.prefixes, report.restores, report.rewrites].map(String),
  );
  return [
    textTable(['file', 'bars', 'things said', 'prefixes', 'restores', 'rewrites'], rows),
    `${rewrites} rewrites`,
  ].join('\n\n');
}

const HOW: Readonly<Record<Rewrite['kind'], string>> = {
  prefix: 'is said otherwise from the bars before the cut alone',
  afterwards: 'was changed after it had been said',
  restore: 'is said otherwise by an analysis restored from a snapshot',
  state: 'is remembered otherwise',
  twice: 'is said a second time',
  backdated: 'claims another bar than the one it was said at',
};

function sentence({ kind, name, path, openTimeMs, cut, before, after }: Rewrite): string {
  const values = `${before ?? 'nothing'} -> ${after ?? 'nothing'}`;
  return `${name ?? path} at ${isoTime(openTimeMs)} ${HOW[kind]} (${path}, cut after ${cut} bars): ${values}`;
}
