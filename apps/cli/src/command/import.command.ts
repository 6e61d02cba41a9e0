import { Command } from 'commander';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FileSeries, readBarFile, seriesOfFile } from '../bar-file.js';
import { adjusted, type BarRow, longerTimeframe, resampled, splitsOption } from '../bar-preparation.js';
import { BarSender, type OutgoingBar } from '../bar-sender.js';
import { CommandFailure, EXIT } from '../exit-code.js';
import { GatewayClient } from '../gateway-client.js';
import { startProgress } from '../progress.js';
import { gatewayToken, gatewayUrl } from '../stack-address.js';
import { printLine, say } from '../terminal.js';
import {
  csvOption,
  giveUpOption,
  positive,
  resampleOption,
  strictOption,
  symbolOption,
  timeframeOption,
  tokenOption,
  urlOption,
} from './options.js';

interface SendOptions {
  readonly csv: string;
  readonly symbol?: string;
  readonly timeframe?: string;
  readonly url?: string;
  readonly token?: string;
  readonly giveUpAfter: number;
  readonly splits?: string;
  readonly resample?: string;
  readonly strict: boolean;
  /** Bars a second; absent is as fast as they are taken. */
  readonly speed?: number;
}

/** Bars of one request when there is no speed to keep. */
const CHUNK = 1_000;
/** Requests a second at most when there is one: above it, bars go several at a time. */
const TICKS_PER_SECOND = 20;
const SHOWN_REFUSALS = 20;

export function importCommand(): Command {
  return withOptions(new Command('import'))
    .description('puts the bars of a file on the tape, through the gateway')
    .option('--splits <list>', 'adjust for stock splits: 2014-06-09=7,2020-08-31=4; 3:2 and 1:10 are ratios too')
    .addOption(resampleOption())
    .addHelpText(
      'after',
      `
A file may be sent twice: bars that are there already are recognised. Bad rows are named and left out.
A stock series with jumps that look like splits is warned of, with days and ratios. Splits are adjusted for before bars are
resampled.

Examples:
  $ tape import --csv AAPL_1d.csv
  $ tape import --csv AAPL_1d.csv --splits 2014-06-09=7,2020-08-31=4
  $ tape import --csv BTCUSDT_1m.csv --resample 15m
  $ tape import --csv bars.csv --symbol EUR/USD --timeframe 4h --url http://10.0.0.5:3000`,
    )
    .action((options: SendOptions) => sendFile(options, 'CSV'));
}

export function replayCommand(): Command {
  return withOptions(new Command('replay'))
    .description('plays a file onto the tape as if it happened now')
    .option('--speed <bars>', 'bars a second; default: as fast as they are taken', positive)
    .addHelpText(
      'after',
      `
What the system decides does not depend on the speed. It goes on by itself when the gateway or ingest was away.

Examples:
  $ tape replay --csv BTCUSDT_1h.csv --speed 10
  $ tape replay --csv bars.csv --symbol AAPL --timeframe 1d`,
    )
    .action((options: SendOptions) => sendFile(options, 'REPLAY'));
}

function withOptions(command: Command): Command {
  return command
    .addOption(csvOption())
    .addOption(symbolOption())
    .addOption(timeframeOption())
    .addOption(urlOption())
    .addOption(tokenOption())
    .addOption(giveUpOption())
    .addOption(strictOption());
}

async function sendFile(options: SendOptions, source: 'CSV' | 'REPLAY'): Promise<void> {
  const url = gatewayUrl(options.url);
  const client = new GatewayClient(url, gatewayToken(options.token, url));
  const series = seriesOfFile(options.csv, options.symbol, options.timeframe);
  const { symbol } = series.instrument;
  const splits = splitsOption(options.splits);
  const timeframe =
    options.resample === undefined
      ? series.timeframe
      : longerTimeframe(options.resample, series.timeframe, '--resample');
  const { rows, refused } = await readAll(series, options.strict);
  const whole = adjusted(rows, series, splits);
  const bars = timeframe === series.timeframe ? whole : resampled(whole, series, timeframe);
  const sender = new BarSender(client, source, options.giveUpAfter * 1_000);
  const outgoing = bars.map((row) => outgoingBar(row, symbol, timeframe));
  await sendAll(outgoing, sender, options.speed, `${symbol} ${timeframe}`);
  const { report } = sender;
  const told = { ...report, refused: report.refused + refused };
  await printLine(
    `${symbol} ${timeframe}: ${told.accepted} accepted, ${told.duplicate} duplicate, ${told.refused} refused, ${told.gaps} gaps`,
  );
  if (report.accepted + report.duplicate === 0) throw new CommandFailure(EXIT.BAD_DATA, 'no bar was taken');
}

function outgoingBar({ line, bar }: BarRow, symbol: string, timeframe: string): OutgoingBar {
  const { openTimeMs, ...values } = bar;
  return { line, bar: { symbol, timeframe, timestamp: openTimeMs, ...values } };
}

async function readAll(series: FileSeries, strict: boolean): Promise<{ rows: BarRow[]; refused: number }> {
  const rows: BarRow[] = [];
  let refused = 0;
  for await (const row of readBarFile(series, Date.now())) {
    if ('bar' in row) {
      rows.push({ line: row.line, bar: row.bar });
      continue;
    }
    refused += 1;
    if (strict) throw new CommandFailure(EXIT.BAD_DATA, `${series.path}: ${row.refusal.message}`);
    if (refused <= SHOWN_REFUSALS) say(`${series.path}: refused: ${row.refusal.message}`);
  }
  if (refused > SHOWN_REFUSALS) say(`${series.path}: ${refused - SHOWN_REFUSALS} more rows refused`);
  if (rows.length === 0) throw new CommandFailure(EXIT.BAD_DATA, `${series.path}: there is no bar in it`);
  return { rows, refused };
}

async function sendAll(
  bars: readonly OutgoingBar[],
  sender: BarSender,
  speed: number | undefined,
  what: string,
): Promise<void> {
  const size = speed === undefined ? CHUNK : Math.min(CHUNK, Math.max(1, Math.round(speed / TICKS_PER_SECOND)));
  const progress = startProgress(what, bars.length);
  let dueMs = performance.now();
  try {
    for (let start = 0; start < bars.length; start += size) {
      const chunk = bars.slice(start, start + size);
      await sender.send(chunk);
      progress.advance(start + chunk.length, sender.report.refused === 0 ? '' : `${sender.report.refused} refused`);
      if (speed === undefined) continue;
      // After an outage the pace is taken up again; what was missed is not made up for in a burst.
      dueMs = Math.max(dueMs + (chunk.length / speed) * 1_000, performance.now() - 1_000);
      const waitMs = dueMs - performance.now();
      if (waitMs > 0 && start + size < bars.length) await sleep(waitMs);
    }
  } finally {
    progress.stop();
  }
}
