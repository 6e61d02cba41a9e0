import {
  type CsvTableColumn,
  EARNINGS_COLUMNS,
  NEWS_COLUMNS,
  parseIsoTime,
  parsePeriodEnd,
  RATE_COLUMNS,
  SECTOR_COLUMNS,
} from '@tape/market';
import { Command, InvalidArgumentError, Option } from 'commander';
import { CommandFailure, EXIT } from '../exit-code.js';
import { GatewayClient } from '../gateway-client.js';
import { readReferenceFile } from '../reference-file.js';
import { type Completeness, sendReference } from '../reference-sender.js';
import { gatewayToken, gatewayUrl } from '../stack-address.js';
import { printLine, say } from '../terminal.js';
import { giveUpOption, tokenOption, urlOption } from './options.js';

interface ImportOptions {
  readonly source: string;
  readonly url?: string;
  readonly token?: string;
  readonly giveUpAfter: number;
}

interface CalendarOptions extends ImportOptions {
  readonly kind: 'earnings' | 'economic';
  readonly from?: string;
  readonly to?: string;
  readonly complete?: readonly string[];
}

const CALENDARS: Readonly<Record<CalendarOptions['kind'], { path: string; columns: readonly CsvTableColumn[] }>> = {
  earnings: { path: '/api/v1/calendars/earnings', columns: EARNINGS_COLUMNS },
  economic: { path: '/api/v1/calendars/economic', columns: NEWS_COLUMNS },
};

export function calendarCommand(): Command {
  const command = importCommand('puts dates of reports or releases into the stored calendar')
    .addOption(
      new Option('--kind <kind>', 'what the dates are of').choices(Object.keys(CALENDARS)).makeOptionMandatory(),
    )
    .option('--from <time>', 'the file has everything from here on …', instant)
    .option('--to <time>', '… up to here, for the symbols or currencies in it', periodEnd)
    .option(
      '--complete <names...>',
      'symbols or currencies the file is complete for besides: none of theirs is scheduled',
    )
    .addHelpText(
      'after',
      `
earnings: symbol, at, and session (BMO, AMC) for a day alone. economic: kind (NFP FOMC ECB BOJ CPI GDP UNEMPLOYMENT), at, currency.
With --from and --to, stored dates of that time that are not in the file are removed, and silence means nothing is scheduled.
Without them the dates count, and candidates still carry a warning that the rest is not known.

Examples:
  $ tape calendar import earnings.csv --kind earnings --from 2026-01-01 --to 2026-03-31
  $ tape calendar import fomc.csv --kind economic
  $ tape calendar import march.csv --kind economic --from 2026-03-01 --to 2026-03-31 --complete EUR USD JPY`,
    )
    .action(importCalendar);
  return new Command('calendar').description('what is scheduled: earnings and economic events').addCommand(command);
}

export function ratesCommand(): Command {
  const command = importCommand('puts exchange rates into the database, for pairs whose own price does not tell')
    .addHelpText(
      'after',
      `
pair (EUR/USD), at, rate; or base and quote. A day alone counts from its end.

Example:
  $ tape rates import rates.csv`,
    )
    .action((file: string, options: ImportOptions) => importRows(file, options, '/api/v1/rates', RATE_COLUMNS));
  return new Command('rates').description('what currencies were worth').addCommand(command);
}

export function instrumentsCommand(): Command {
  const command = importCommand('sets the sectors of stocks, which the sector cap counts by')
    .addHelpText(
      'after',
      `
symbol, sector: one of the eleven GICS sectors. An empty sector takes it back.

Example:
  $ tape instruments import sectors.csv`,
    )
    .action((file: string, options: ImportOptions) => importRows(file, options, '/api/v1/instruments', SECTOR_COLUMNS));
  return new Command('instruments').description('what is known of symbols').addCommand(command);
}

function importCommand(description: string): Command {
  return new Command('import')
    .description(description)
    .argument('<file>', 'CSV with a header line')
    .option('--source <name>', 'where the rows are from, for people', 'CSV')
    .addOption(urlOption())
    .addOption(tokenOption())
    .addOption(giveUpOption());
}

async function importCalendar(file: string, options: CalendarOptions): Promise<void> {
  if ((options.from === undefined) !== (options.to === undefined)) {
    throw new CommandFailure(EXIT.USAGE, '--from and --to go together: the time the file is complete for');
  }
  if (options.complete !== undefined && options.from === undefined) {
    throw new CommandFailure(EXIT.USAGE, '--complete says of whom, --from and --to say for which time: give all three');
  }
  const { path, columns } = CALENDARS[options.kind];
  await importRows(file, options, path, columns, {
    known_from: options.from,
    known_to: options.to,
    subjects: options.complete,
  });
}

async function importRows(
  file: string,
  options: ImportOptions,
  path: string,
  columns: readonly CsvTableColumn[],
  completeness: Completeness = {},
): Promise<void> {
  const url = gatewayUrl(options.url);
  const client = new GatewayClient(url, gatewayToken(options.token, url));
  const rows = await readReferenceFile(file, columns);
  const report = await sendReference(client, {
    path,
    file,
    source: options.source,
    rows,
    completeness,
    patienceMs: options.giveUpAfter * 1_000,
  });
  if (report.notCovered.length > 0) {
    const whom = report.notCovered.includes('*')
      ? 'nobody, because a refused row does not say whose it is'
      : `not ${report.notCovered.join(', ')}`;
    say(`${file}: complete for ${whom}; correct the refused rows and import again`);
  }
  const { stored, changed, unchanged, removed, refused } = report;
  await printLine(
    `${file}: ${stored} stored, ${changed} changed, ${unchanged} unchanged, ${removed} removed, ${refused} refused`,
  );
  if (stored + changed + unchanged === 0) throw new CommandFailure(EXIT.BAD_DATA, 'no row was taken');
}

/** @throws InvalidArgumentError, which commander reports as wrong usage. */
function instant(text: string): string {
  return isoText(parseIsoTime(text));
}

/** @throws InvalidArgumentError, which commander reports as wrong usage. */
function periodEnd(text: string): string {
  return isoText(parsePeriodEnd(text));
}

function isoText(timeMs: number | null): string {
  if (timeMs === null) throw new InvalidArgumentError('write it like 2026-01-01 or 2026-01-01T00:00:00Z.');
  return new Date(timeMs).toISOString();
}
