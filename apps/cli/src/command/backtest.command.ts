import { writeFile } from 'node:fs/promises';
import {
  type BacktestResult,
  type BacktestSeries,
  choiceSettings,
  plannedWindows,
  reportPage,
  runBacktest,
  type StudyRequest,
  summaryOf,
  sweepPart,
  sweepReport,
  VariantRunner,
  walkForward,
} from '@tape/backtesting';
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
import {
  accountOf,
  accountOptions,
  choiceOf,
  planOf,
  type StudyOptions,
  studyOptions,
  variantsOf,
} from '../study-options.js';
import { sweepTable, walkForwardTable } from '../study-table.js';
import { printLine } from '../terminal.js';
import { textTable } from '../text-table.js';
import { csvFilesOption, formatOption, strictOption, symbolOption, timeframeOption } from './options.js';

interface BacktestOptions extends ReferenceOptions, StudyOptions {
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
  const command = new Command('backtest')
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
  $ tape backtest --csv bars.csv --symbol BTCUSDT --timeframe 1h | jq .metrics
  $ tape backtest --csv stocks/*_1d.csv --sweep min_confidence=70,75,80 profile=classic,strict --format table
  $ tape backtest --csv stocks/*_1d.csv --sweep min_confidence=70,80 --walk-forward rolling --in-sample 1095 --out-of-sample 365`,
    )
    .action(backtest);
  for (const option of [...accountOptions(), ...studyOptions()]) command.addOption(option);
  return command;
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
  const request = { series, initialEquity: options.equity, riskProfile: accountOf(options), plugins, ...reference };
  if (options.sweep !== undefined || options.walkForward !== undefined) {
    await study(request, options);
    return;
  }
  const settings = choiceSettings(choiceOf(options), { riskProfile: request.riskProfile });
  const progress = startProgress('backtest', barsOf(request));
  let shown = 0;
  const onProgress = (done: number): void => {
    if (done < shown + PROGRESS_EVERY) return;
    shown = done;
    progress.advance(done);
  };
  const result = runBacktest({ ...request, ...settings, onProgress });
  progress.stop();
  if (options.report !== undefined) await writePage(options.report, reportPage(summaryOf(result, series)));
  await printLine(options.format === 'json' ? JSON.stringify(toSnakeCase(result), null, 2) : table(result));
}

/** Many runs over the same bars. The page and the table show the best of a sweep, and a walk forward where it was not chosen. */
async function study(request: StudyRequest, options: BacktestOptions): Promise<void> {
  const plan = planOf(options);
  const variants = variantsOf(options);
  const { objective } = options;
  const planned = plan === undefined ? [] : plannedWindows(request.series, plan);
  if (typeof planned === 'string') throw new CommandFailure(EXIT.USAGE, `--walk-forward: ${planned}`);
  const runner = new VariantRunner(request);
  const runs = plan === undefined ? variants.length : variants.length * planned.length + 1;
  const progress = startProgress(plan === undefined ? 'sweep' : 'walk forward', runs, 'runs');
  const onRun = (done: number): void => progress.advance(done);
  if (plan === undefined) {
    const { rows, summary } = sweepPart(runner, variants, objective, onRun);
    progress.stop();
    const report = sweepReport(rows, objective);
    if (options.report !== undefined && summary !== null) {
      await writePage(options.report, reportPage(summary, { kind: 'SWEEP', report }));
    }
    const said = { sweep: report, best: summary };
    await printLine(options.format === 'json' ? JSON.stringify(toSnakeCase(said), null, 2) : sweepTable(report));
    return;
  }
  const { report, summary } = walkForward(runner, { plan, variants, objective, onRun });
  progress.stop();
  if (options.report !== undefined) {
    await writePage(options.report, reportPage(summary, { kind: 'WALK_FORWARD', report }));
  }
  const said = { walkForward: report, outOfSample: summary };
  await printLine(options.format === 'json' ? JSON.stringify(toSnakeCase(said), null, 2) : walkForwardTable(report));
}

function barsOf({ series }: Pick<StudyRequest, 'series'>): number {
  return series.reduce((sum, one) => sum + one.bars.length, 0);
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
