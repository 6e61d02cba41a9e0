import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Command } from 'commander';
import pc from 'picocolors';
import { CommandFailure, EXIT } from '../exit-code.js';
import { natsUrl } from '../stack-address.js';
import { printLine, say } from '../terminal.js';
import { formatOption, wholeNumber } from './options.js';

interface TailOptions {
  readonly nats?: string;
  readonly subject: string;
  readonly format: 'pretty' | 'ndjson';
  readonly count?: number;
}

/** What of an event is shown on a line, when the event has it. */
const FACTS = [
  'pattern',
  'event',
  'phase',
  'side',
  'direction',
  'stage',
  'reason',
  'status',
  'state',
  'close',
  'price',
  'message',
];

export function tailCommand(): Command {
  return new Command('tail')
    .description('listens to the events as an outside system does, from now on')
    .option('--nats <url>', 'default: NATS_URL, then the running stack')
    .option('--subject <filter>', 'NATS subject, * one word, > the rest', 'tape.v1.>')
    .option('--count <events>', 'end after so many', wholeNumber)
    .addOption(formatOption('pretty', 'ndjson'))
    .addHelpText(
      'after',
      `
Examples:
  $ tape tail
  $ tape tail --subject 'tape.v1.signal.generated.>' --format ndjson | jq .data.entry`,
    )
    .action(tail);
}

async function tail(options: TailOptions): Promise<void> {
  const connection = await connectTo(natsUrl(options.nats));
  void reportConnection(connection);
  const subscription = connection.subscribe(options.subject, options.count === undefined ? {} : { max: options.count });
  const stop = (): void => void connection.drain();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  await connection.flush();
  say(`listening to ${options.subject} on ${connection.getServer()}; Ctrl-C ends`);
  for await (const message of subscription) {
    const text = message.string();
    await printLine(options.format === 'ndjson' ? text : pretty(message.subject, text));
  }
  await connection.close();
}

async function connectTo(url: string): Promise<NatsConnection> {
  const { username, password, host } = new URL(url);
  const credentials = username === '' ? {} : { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  try {
    return await connect({
      servers: host,
      name: 'tape-tail',
      maxReconnectAttempts: -1,
      timeout: 5_000,
      ...credentials,
    });
  } catch (error) {
    throw new CommandFailure(EXIT.FAILURE, `NATS at ${host} does not answer: ${(error as Error).message}`);
  }
}

async function reportConnection(connection: NatsConnection): Promise<void> {
  for await (const status of connection.status()) {
    if (status.type === 'disconnect') say('the connection to NATS is lost; waiting for it');
    else if (status.type === 'reconnect') say('connected again; what happened meanwhile is not shown');
  }
}

function pretty(subject: string, text: string): string {
  let envelope: { readonly type?: string; readonly time?: string; readonly data?: Readonly<Record<string, unknown>> };
  try {
    envelope = JSON.parse(text) as typeof envelope;
  } catch {
    return `${pc.dim(subject)} ${text}`;
  }
  const data = envelope.data ?? {};
  const facts = FACTS.flatMap((name) => {
    const value = data[name];
    return typeof value === 'string' || typeof value === 'number' ? [`${pc.dim(name)} ${value}`] : [];
  });
  const { symbol, timeframe } = data;
  const series = [symbol, timeframe].filter((part) => typeof part === 'string').join(' ');
  const name = (envelope.type ?? subject).replace(/^tape\.v\d+\./, '');
  return [pc.dim(envelope.time ?? ''), pc.cyan(name), pc.bold(series), ...facts]
    .filter((part) => part !== '')
    .join('  ');
}
