import { writeFile } from 'node:fs/promises';
import { type BacktestResult, type BacktestSeries, reportPage, runBacktest, summaryOf } from '@tape/backtesting';
import { isSimulatedSymbol, isoTime, type PriceBar } from '@tape/market';
import { Command, Option } from 'commander';
import { seriesOfFile } from '../bar-file.js';
import { CommandFailure, EXIT } from '../exit-code.js';
import { goodRows } from '../good-rows.js';
import { pluginOption, pluginsOf } from '../plugin-file.js';
import { startProgress } from '../progress.js';
import {
  earningsOption,
  economicOption,
  ratesOption,
  type ReferenceOptions,
  referenceOf,
} from '../reference-options.js';
import { toSnakeCase } from '../snake-case.js';
import { printLine } from '../terminal.js';
import { textTable } from '../text-table.js';
import { csvFilesOption, formatOption, strictOption, symbolOption, timeframeOption } from './options.js';

interface BacktestOptions extends ReferenceOptions {
  readonly csv: readonly string[];
  readonly symbol?: string;
  readonly timeframe?: string;
  readonly equity: string;
  readonly format: 'json' | 'table';
  readonly plugin?: readonly string[];
  readonly report?: string;
  readonly strict: boolean;
}

/** Bars between two steps of the progress bar. */
const PROGRESS_EVERY = 500;

export function backtestCommand(): Command {
  return new Command('backtest')
    .description('runs the whole pipeline over files in one portfolio and prints what it did; needs no server')
    .addOption(csvFilesOption())
    .addOption(symbolOption())
    .addOption(timeframeOption())
    .addOption(new Option('--equity <amount>', 'equity at the start, account currency').default('100000'))
    .addOption(formatOption('json', 'table'))
    .addOption(new Option('--report <file>', 'also a page with curves and trades, which opens without a server'))
    .addOption(earningsOption())
    .addOption(economicOption())
    .addOption(ratesOption())
    .addOption(pluginOption())
    .addOption(strictOption())
    .addHelpText(
      'after',
      `
Examples:
  $ tape backtest --csv stocks/*_1d.csv --format table
  $ tape backtest --csv stocks/*_1d.csv --report backtest.html
  $ tape backtest --csv EURGBP_1h.csv GBPUSD_1h.csv --economic releases.csv
  $ tape backtest --csv bars.csv --symbol BTCUSDT --timeframe 1h | jq .metrics`,
    )
    .action(backtest);
}

async function backtest(options: BacktestOptions): Promise<void> {
  if (options.symbol !== undefined && options.csv.length > 1) {
    throw new CommandFailure(EXIT.USAGE, '--symbol goes with one file; name several files SYMBOL_TIMEFRAME.csv');
  }
  if (!/^\d+(\.\d+)?$/.test(options.equity) || Number(options.equity) === 0) {
    throw new CommandFailure(EXIT.USAGE, `--equity: '${options.equity}' must be a plain number above zero`);
  }
  const plugins = await pluginsOf(options.plugin);
  const reference = await referenceOf(options, Date.now());
  const series: BacktestSeries[] = [];
  for (const path of options.csv) {
    const { instrument, timeframe } = seriesOfFile(path, options.symbol, options.timeframe);
    if (series.some((other) => other.instrument.symbol === instrument.symbol && other.timeframe === timeframe)) {
      throw new CommandFailure(EXIT.USAGE, `${path}: ${instrument.symbol} ${timeframe} is there twice`);
    }
    const bars: PriceBar[] = [];
    for await (const bar of goodRows({ path, instrument, timeframe }, options.strict)) bars.push(bar);
    series.push({ instrument, timeframe, bars, simulated: isSimulatedSymbol(instrument.symbol) });
  }
  const progress = startProgress(
    'backtest',
    series.reduce((sum, one) => sum + one.bars.length, 0),
  );
  let shown = 0;
  const onProgress = (done: number): void => {
    if (done < shown + PROGRESS_EVERY) return;
    shown = done;
    progress.advance(done);
  };
  const result = runBacktest({ series, initialEquity: options.equity, plugins, onProgress, ...reference });
  progress.stop();
  if (options.report !== undefined) await writePage(options.report, reportPage(summaryOf(result, series)));
  await printLine(options.format === 'json' ? JSON.stringify(toSnakeCase(result), null, 2) : table(result));
}

async function writePage(path: string, page: string): Promise<void> {
  await writeFile(path, `${page}\n`).catch((error: unknown) => {
    throw new CommandFailure(EXIT.FAILURE, `${path}: ${error instanceof Error ? error.message : String(error)}`);
  });
}

function table({ metrics, positions, signals }: BacktestResult): string {
  const patternOf = new Map(signals.map((signal) => [signal.id, signal.pattern]));
  const { byPattern, rejectionsByStage, rejectionsByReason: _, maxDrawdown: _drawdown, ...totals } = metrics;
  const facts = Object.entries(totals).map(([name, value]) => [
    name.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`),
    String(value ?? '-'),
  ]);
  const patterns = Object.entries(byPattern).map(([pattern, each]) => [
    pattern,
    String(each.trades),
    each.winRatePercent?.toFixed(1) ?? '-',
    each.expectancyR?.toFixed(2) ?? '-',
    each.profitFactor?.toFixed(2) ?? '-',
    each.netPnl,
    each.insufficientSample ? 'insufficient sample' : '',
  ]);
  const trades = positions.map((position) => [
    isoTime(position.openedAtMs),
    position.symbol,
    patternOf.get(position.signalId) ?? '',
    position.timeframe,
    position.direction,
    position.initialQuantity,
    position.entryPrice,
    position.closedAtMs === null ? 'open' : isoTime(position.closedAtMs),
    position.realisedPnl,
    position.rMultiple ?? '-',
  ]);
  return [
    textTable(['figure', 'value'], facts),
    textTable(
      ['rejected at', 'count'],
      Object.entries(rejectionsByStage).map(([stage, count]) => [stage, String(count)]),
    ),
    textTable(['pattern', 'trades', 'win %', 'R', 'profit factor', 'net', 'note'], patterns),
    `${signals.length} signals, ${positions.length} positions`,
    textTable(['opened', 'symbol', 'pattern', 'bars', 'direction', 'quantity', 'entry', 'closed', 'pnl', 'R'], trades),
  ].join('\n\n');
}
