import { Command } from 'commander';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FileSeries, readBarFile, seriesOfFile } from '../bar-file.js';
import { BarSender, type OutgoingBar } from '../bar-sender.js';
import { CommandFailure, EXIT } from '../exit-code.js';
import { GatewayClient } from '../gateway-client.js';
import { startProgress } from '../progress.js';
import { gatewayUrl } from '../stack-address.js';
import { printLine, say } from '../terminal.js';
import {
  csvOption,
  giveUpOption,
  positive,
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
    .addHelpText(
      'after',
      `
A file may be sent twice: bars that are there already are recognised. Bad rows are named and left out.

Examples:
  $ tape import --csv AAPL_1d.csv
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
  const client = new GatewayClient(gatewayUrl(options.url), options.token ?? process.env['TAPE_API_TOKEN']);
  const series = seriesOfFile(options.csv, options.symbol, options.timeframe);
  const { bars, refused } = await readAll(series, options.strict);
  const sender = new BarSender(client, source, options.giveUpAfter * 1_000);
  await sendAll(bars, sender, options.speed, `${series.instrument.symbol} ${series.timeframe}`);
  const { report } = sender;
  const told = { ...report, refused: report.refused + refused };
  await printLine(
    `${series.instrument.symbol} ${series.timeframe}: ${told.accepted} accepted, ${told.duplicate} duplicate, ${told.refused} refused, ${told.gaps} gaps`,
  );
  if (report.accepted + report.duplicate === 0) throw new CommandFailure(EXIT.BAD_DATA, 'no bar was taken');
}

async function readAll(series: FileSeries, strict: boolean): Promise<{ bars: OutgoingBar[]; refused: number }> {
  const bars: OutgoingBar[] = [];
  let refused = 0;
  for await (const row of readBarFile(series, Date.now())) {
    if ('bar' in row) {
      const { openTimeMs, ...values } = row.bar;
      const { symbol } = series.instrument;
      bars.push({ line: row.line, bar: { symbol, timeframe: series.timeframe, timestamp: openTimeMs, ...values } });
      continue;
    }
    refused += 1;
    if (strict) throw new CommandFailure(EXIT.BAD_DATA, `${series.path}: ${row.refusal.message}`);
    if (refused <= SHOWN_REFUSALS) say(`${series.path}: refused: ${row.refusal.message}`);
  }
  if (refused > SHOWN_REFUSALS) say(`${series.path}: ${refused - SHOWN_REFUSALS} more rows refused`);
  if (bars.length === 0) throw new CommandFailure(EXIT.BAD_DATA, `${series.path}: there is no bar in it`);
  return { bars, refused };
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
