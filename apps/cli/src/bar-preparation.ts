import {
  adjustForSplits,
  createResampler,
  inferInstrument,
  isoTime,
  isTimeframe,
  type PriceBar,
  readSplits,
  type Split,
  type SplitCandidate,
  splitCandidates,
  splitText,
  type Timeframe,
  TIMEFRAMES,
} from '@tape/market';
import type { FileSeries } from './bar-file.js';
import { CommandFailure, EXIT } from './exit-code.js';
import { say } from './terminal.js';

/** A bar with the line it stands on; a resampled one has that of the row that closed it. */
export interface BarRow {
  readonly line: number;
  readonly bar: PriceBar;
}

/** @throws CommandFailure (usage) when the timeframe is unknown or not longer than the file's. */
export function longerTimeframe(text: string, of: Timeframe, option: string): Timeframe {
  const longer = TIMEFRAMES.slice(TIMEFRAMES.indexOf(of) + 1);
  if (isTimeframe(text) && longer.includes(text)) return text;
  const choice = longer.length === 0 ? `there is nothing longer than ${of}` : `use one of ${longer.join(', ')}`;
  throw new CommandFailure(EXIT.USAGE, `${option}: '${text}' is not longer than ${of}; ${choice}`);
}

/** @throws CommandFailure (usage) that says which part cannot be read. */
export function splitsOption(text: string | undefined): readonly Split[] {
  if (text === undefined) return [];
  const reading = readSplits(text);
  if (reading.ok) return reading.splits;
  throw new CommandFailure(EXIT.USAGE, `--splits: ${reading.problem}`);
}

/** Longer bars of a file's rows; says how many were left out, and that the last one is still open. */
export function resampled(rows: readonly BarRow[], series: FileSeries, to: Timeframe): readonly BarRow[] {
  const resampler = createResampler(series.timeframe, to, series.instrument.assetClass);
  const longer = rows.flatMap(({ line, bar }) => resampler.push(bar).map((closed) => ({ line, bar: closed })));
  sayWhatIsMissing(series.path, to, resampler.leftOut, resampler.snapshot().open);
  if (longer.length > 0) return longer;
  throw new CommandFailure(EXIT.BAD_DATA, `${series.path}: it holds no complete bar of ${to}`);
}

export function sayWhatIsMissing(path: string, to: Timeframe, leftOut: number, open: PriceBar | null): void {
  if (leftOut > 0) say(`${path}: ${leftOut} bars outside the session belong to no bar of ${to} and were left out`);
  if (open !== null)
    say(`${path}: the last bar of ${to}, ${isoTime(open.openTimeMs)}, is not complete and was left out`);
}

/** Adjusts rows for the splits that were named, and warns of those that were not. */
export function adjusted(rows: readonly BarRow[], series: FileSeries, splits: readonly Split[]): readonly BarRow[] {
  const bars = adjustForSplits(
    rows.map(({ bar }) => bar),
    splits,
    series.timeframe,
  );
  warnOfSplits(bars, series);
  return rows.map(({ line }, index) => ({ line, bar: bars[index]! }));
}

function warnOfSplits(bars: readonly PriceBar[], { path, instrument, timeframe }: FileSeries): void {
  const { symbol } = instrument;
  if (inferInstrument(symbol).assetClass !== 'STOCK' || timeframe === '1w') return;
  const left = splitCandidates(timeframe === '1d' ? bars : days(bars, timeframe));
  if (left.length === 0) return;
  say(`${path}: ${symbol} does not look adjusted for splits; its jumps would be read as breaks of price:`);
  for (const split of left) say(`  ${describe(split)}`);
  say(`  if they are splits, add --splits ${left.map(splitText).join(',')}`);
}

function describe(split: SplitCandidate): string {
  const [day = ''] = splitText(split).split('=');
  const ratio = `${split.numerator}:${split.denominator}`;
  return `${day} ${ratio} (close to open ${split.priceRatio.toFixed(2)}:1, volume ${split.volumeRatio.toFixed(1)} times)`;
}

function days(bars: readonly PriceBar[], from: Timeframe): readonly PriceBar[] {
  const resampler = createResampler(from, '1d', 'STOCK');
  return bars.flatMap((bar) => resampler.push(bar));
}
