import { Command } from 'commander';
import { GatewayClient } from '../gateway-client.js';
import { gatewayUrl } from '../stack-address.js';
import { printLine } from '../terminal.js';
import { textTable } from '../text-table.js';
import { formatOption, symbolOption, tokenOption, urlOption, wholeNumber } from './options.js';

interface AskOptions {
  readonly url?: string;
  readonly token?: string;
  readonly format: 'table' | 'json' | 'ndjson';
  readonly symbol?: string;
  readonly stage?: string;
  readonly status?: string;
  readonly limit?: number;
}

type Item = Readonly<Record<string, unknown>>;

const SIGNAL_COLUMNS = [
  'created_at',
  'symbol',
  'timeframe',
  'pattern',
  'direction',
  'status',
  'priority',
  'confidence',
  'entry',
  'stop',
  'id',
];
const REJECTION_COLUMNS = [
  'rejected_at',
  'symbol',
  'timeframe',
  'pattern',
  'stage',
  'reason',
  'measured',
  'limit',
  'near_miss',
  'id',
];

export function statusCommand(): Command {
  return new Command('status')
    .description('what the running system is doing')
    .addOption(urlOption())
    .addOption(tokenOption())
    .addOption(formatOption('table', 'json'))
    .addHelpText('after', '\nExamples:\n  $ tape status\n  $ tape status --format json | jq .health.status')
    .action(async (options: AskOptions) => {
      const client = clientOf(options);
      const [status, health] = await Promise.all([
        client.get('/api/v1/orchestrator/status'),
        client.get('/api/v1/health/orchestrator'),
      ]);
      if (options.format === 'json') return printLine(JSON.stringify({ ...(status as Item), health }, null, 2));
      const { services, symbols, ...rest } = health as Item;
      const facts = Object.entries({ ...rest, ...(status as Item), symbols }).map(([name, value]) => [
        name.replaceAll('_', ' '),
        shown(value),
      ]);
      await printLine(textTable(['', 'value'], facts));
      const rows = Array.isArray(services) ? (services as Item[]) : [];
      if (rows.length > 0) await printLine(`\n${itemTable(Object.keys(rows[0] ?? {}), rows)}`);
    });
}

export function signalsCommand(): Command {
  return listCommand('signals', 'trade signals, newest first', '/api/v1/signals', SIGNAL_COLUMNS)
    .option('--status <status>', 'APPROVED, CLAIMED, FILLED, …')
    .addHelpText(
      'after',
      '\nExamples:\n  $ tape signals --symbol AAPL\n  $ tape signals --status APPROVED --format ndjson | jq .targets',
    );
}

export function rejectionsCommand(): Command {
  return listCommand(
    'rejections',
    'refused candidates, newest first, with what was measured',
    '/api/v1/rejections',
    REJECTION_COLUMNS,
  )
    .option('--stage <stage>', 'VOLUME, PHASE, LEVELS, RISK or STRATEGY')
    .addHelpText(
      'after',
      '\nExamples:\n  $ tape rejections --stage RISK\n  $ tape rejections --limit 500 --format ndjson | jq -r .reason | sort | uniq -c',
    );
}

function listCommand(name: string, description: string, path: string, columns: readonly string[]): Command {
  return new Command(name)
    .description(description)
    .addOption(symbolOption())
    .option('--limit <count>', 'how many', wholeNumber, 20)
    .addOption(urlOption())
    .addOption(tokenOption())
    .addOption(formatOption('table', 'json', 'ndjson'))
    .action(async (options: AskOptions) => {
      const { symbol, stage, status, limit } = options;
      const answer = await clientOf(options).get(path, { symbol, stage, status, limit: limit?.toString() });
      const items = (answer as { items?: Item[] }).items ?? [];
      if (options.format === 'json') return printLine(JSON.stringify(items, null, 2));
      if (options.format === 'table') return printLine(items.length === 0 ? `no ${name}` : itemTable(columns, items));
      for (const item of items) await printLine(JSON.stringify(item));
    });
}

function clientOf(options: AskOptions): GatewayClient {
  return new GatewayClient(gatewayUrl(options.url), options.token ?? process.env['TAPE_API_TOKEN']);
}

function itemTable(columns: readonly string[], items: readonly Item[]): string {
  const present = columns.filter((column) => items.some((item) => item[column] !== undefined && item[column] !== null));
  return textTable(
    present,
    items.map((item) => present.map((column) => shown(item[column]))),
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(shown).join(', ');
  return JSON.stringify(value);
}
