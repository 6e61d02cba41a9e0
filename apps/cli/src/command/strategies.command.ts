import { Command } from 'commander';
import { CommandFailure, EXIT } from '../exit-code.js';
import { GatewayClient } from '../gateway-client.js';
import { gatewayToken, gatewayUrl } from '../stack-address.js';
import { printLine } from '../terminal.js';
import { textTable } from '../text-table.js';
import { formatOption, tokenOption, urlOption } from './options.js';

interface StrategiesOptions {
  readonly url?: string;
  readonly token?: string;
  readonly format: 'table' | 'json';
  readonly instances?: boolean;
}

interface SwitchOptions extends Pick<StrategiesOptions, 'url' | 'token'> {
  readonly note?: string;
}

interface Instance {
  readonly symbol: string;
  readonly timeframe: string;
  readonly state: string;
  readonly reason: string | null;
  readonly failures: number;
  readonly through_open_time: string | null;
  readonly holds: string;
}

interface Listed {
  readonly id: string;
  readonly version: number;
  readonly tier: string;
  readonly state: string;
  readonly why: string | null;
  readonly trades: number;
  readonly open_trades: number;
  readonly realised_pnl: string;
  readonly source: string;
  readonly instances: readonly Instance[];
}

interface Answer {
  readonly account: { readonly tier: string } | null;
  readonly strategies: readonly Listed[];
}

const SWITCH_PATIENCE_MS = 15_000;

const COLUMNS = ['strategy', 'version', 'state', 'tier', 'series', 'trades', 'open', 'P&L', 'source', 'why'];
const INSTANCE_COLUMNS = ['strategy', 'symbol', 'timeframe', 'state', 'holds', 'through', 'failures', 'reason'];

export function strategiesCommand(): Command {
  return new Command('strategies')
    .description('strategies, what each does and why one does not enter')
    .option('--instances', 'each series of each strategy')
    .addOption(urlOption())
    .addOption(tokenOption())
    .addOption(formatOption('table', 'json'))
    .addCommand(switchCommand('enable', 'let a strategy enter trades from the next bar on'))
    .addCommand(switchCommand('disable', 'stop a strategy; what it has open is left to its stop and targets'))
    .addHelpText(
      'after',
      '\nExamples:\n  $ tape strategies\n  $ tape strategies --instances\n  $ tape strategies enable momentum-breakout --note "on paper first"',
    )
    .action(async (options: StrategiesOptions) => {
      const answer = (await clientOf(options).get('/api/v1/strategies')) as Answer;
      if (options.format === 'json') return printLine(JSON.stringify(answer, null, 2));
      await printLine(`account: ${answer.account?.tier ?? 'not there yet'}`);
      return printLine(options.instances === true ? instanceTable(answer) : strategyTable(answer));
    });
}

function switchCommand(verb: 'enable' | 'disable', description: string): Command {
  return new Command(verb)
    .description(description)
    .argument('<id>', 'as the list shows it')
    .option('--note <text>', 'why; it goes into the audit log')
    .addOption(urlOption())
    .addOption(tokenOption())
    .action(async (id: string, { note, ...options }: SwitchOptions) => {
      const body = note === undefined ? {} : { note };
      const path = `/api/v1/strategies/${encodeURIComponent(id)}/${verb}`;
      const { status, body: answer } = await clientOf(options).postUntilAnswered(path, body, SWITCH_PATIENCE_MS);
      if (status >= 400) throw new CommandFailure(EXIT.FAILURE, `${id} is not ${verb}d: ${detailOf(answer)}`);
      await printLine(`${id} is ${verb}d`);
    });
}

function strategyTable({ strategies }: Answer): string {
  const rows = strategies.map((one) => {
    const { id, version, state, tier, instances, trades, open_trades: open, realised_pnl: profit, source, why } = one;
    return [id, version, state, tier, instances.length, trades, open, profit, source, why ?? ''].map(String);
  });
  return textTable(COLUMNS, rows);
}

function instanceTable({ strategies }: Answer): string {
  const rows = strategies.flatMap(({ id, instances }) =>
    instances.map(({ symbol, timeframe, state, holds, through_open_time: through, failures, reason }) =>
      [id, symbol, timeframe, state, holds, through ?? '', failures, reason ?? ''].map(String),
    ),
  );
  return rows.length === 0 ? 'no strategy has worked on any series yet' : textTable(INSTANCE_COLUMNS, rows);
}

function detailOf(answer: unknown): string {
  const detail = (answer as { readonly detail?: unknown } | null)?.detail;
  return typeof detail === 'string' ? detail : JSON.stringify(answer);
}

function clientOf(options: Pick<StrategiesOptions, 'url' | 'token'>): GatewayClient {
  const url = gatewayUrl(options.url);
  return new GatewayClient(url, gatewayToken(options.token, url));
}
