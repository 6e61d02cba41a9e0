import { Command } from 'commander';
import { GatewayClient } from '../gateway-client.js';
import { gatewayToken, gatewayUrl } from '../stack-address.js';
import { printLine } from '../terminal.js';
import { textTable } from '../text-table.js';
import { rejectionText, signalText } from '../decision-text.js';
import { formatOption, symbolOption, tokenOption, urlOption, wholeNumber } from './options.js';

interface AskOptions {
  readonly url?: string;
  readonly token?: string;
  readonly format: 'table' | 'json' | 'ndjson';
  readonly symbol?: string;
  readonly stage?: string;
  readonly status?: string;
  readonly limit?: number;
  readonly reason?: string;
  readonly nearMiss?: boolean;
  readonly from?: string;
  readonly to?: string;
}

interface ShowOptions extends Pick<AskOptions, 'url' | 'token'> {
  readonly format: 'pretty' | 'json';
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

const SHADOW_COLUMNS = [
  'stage',
  'reason',
  'count',
  'open',
  'not_entered',
  'ended',
  'win_rate_pct',
  'expectancy_r',
  'insufficient_sample',
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
    .addCommand(showCommand('one signal with every reason and its life so far', '/api/v1/signals', signalText))
    .addHelpText(
      'after',
      '\nExamples:\n  $ tape signals --symbol AAPL\n  $ tape signals show sig_0f3a…\n  $ tape signals --status APPROVED --format ndjson | jq .targets',
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
    .option('--reason <reason>', 'r-below-minimum, …')
    .option('--near-miss', 'only those within 10 % of their limit')
    .option('--from <time>', 'oldest, ISO 8601')
    .option('--to <time>', 'newest, ISO 8601')
    .addCommand(showCommand('one refusal, and what it would have earned', '/api/v1/rejections', rejectionText))
    .addCommand(shadowsCommand())
    .addHelpText(
      'after',
      '\nExamples:\n  $ tape rejections --stage RISK\n  $ tape rejections show rej_77c1…\n  $ tape rejections shadows\n  $ tape rejections --limit 500 --format ndjson | jq -r .reason | sort | uniq -c',
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
      const { symbol, stage, status, limit, reason, nearMiss, from, to } = options;
      const answer = await clientOf(options).get(path, {
        symbol,
        stage,
        status,
        reason,
        near_miss: nearMiss?.toString(),
        from,
        to,
        limit: limit?.toString(),
      });
      const items = (answer as { items?: Item[] }).items ?? [];
      if (options.format === 'json') return printLine(JSON.stringify(items, null, 2));
      if (options.format === 'table') return printLine(items.length === 0 ? `no ${name}` : itemTable(columns, items));
      for (const item of items) await printLine(JSON.stringify(item));
    });
}

function showCommand(description: string, path: string, textOf: (item: Item) => string): Command {
  return new Command('show')
    .description(description)
    .argument('<id>', 'as the list shows it')
    .addOption(urlOption())
    .addOption(tokenOption())
    .addOption(formatOption('pretty', 'json'))
    .action(async (id: string, options: ShowOptions) => {
      const item = (await clientOf(options).get(`${path}/${encodeURIComponent(id)}`)) as Item;
      await printLine(options.format === 'json' ? JSON.stringify(item, null, 2) : textOf(item));
    });
}

function shadowsCommand(): Command {
  return new Command('shadows')
    .description('what each rule cost or saved: how its refused candidates would have ended')
    .addOption(symbolOption())
    .addOption(urlOption())
    .addOption(tokenOption())
    .addOption(formatOption('table', 'json'))
    .action(async (options: AskOptions) => {
      const { symbol } = options;
      const answer = await clientOf(options).get('/api/v1/rejections/shadow-summary', { symbol });
      const items = (answer as { items?: Item[] }).items ?? [];
      if (options.format === 'json') return printLine(JSON.stringify(items, null, 2));
      return printLine(items.length === 0 ? 'no shadows yet' : itemTable(SHADOW_COLUMNS, items));
    });
}

function clientOf(options: Pick<AskOptions, 'url' | 'token'>): GatewayClient {
  const url = gatewayUrl(options.url);
  return new GatewayClient(url, gatewayToken(options.token, url));
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
