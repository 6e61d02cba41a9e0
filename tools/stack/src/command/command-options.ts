import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SERVICE_NAMES } from '../service/service-definition.js';

export const USAGE = `Starts Tapereader: the servers this machine lacks, then all services and the page.

  npm start -- [options]

  --replay FILE.csv   after the start, send the bars of this file (timestamp,open,high,low,close,volume)
    --symbol SYMBOL     what the bars are of
    --timeframe T       1m, 5m, 15m, 1h, 4h or 1d
    --speed N           bars a second at most; as fast as they are taken when absent
  --only NAMES        only these services, separated by commas: ${SERVICE_NAMES.join(', ')}
  --external          start no servers; DATABASE_URL and NATS_URL (REDIS_URL) must be set
  --data-dir DIR      data, logs and secrets (default .stack)
  --help              this text

Without --replay and --external a simulated market runs, labelled SIMULATED. Servers come from DATABASE_URL, NATS_URL and
REDIS_URL when set, else from PATH, else from Docker, else from Debian packages unpacked into ~/.cache/tapereader.
`;

export interface Replay {
  readonly file: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly speed: string | undefined;
}

export interface CommandOptions {
  readonly replay: Replay | undefined;
  readonly services: readonly string[] | undefined;
  readonly external: boolean;
  readonly dataDir: string | undefined;
}

export type ParsedCommand =
  | { readonly kind: 'run'; readonly options: CommandOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly message: string };

/** The way of a replayed bar onto the tape. */
const REPLAY_NEEDS = ['gateway', 'ingest'];

/** Reads the command line. Paths are resolved against `workingDirectory`, where the user typed them. */
export function parseCommand(args: readonly string[], workingDirectory: string): ParsedCommand {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        replay: { type: 'string' },
        symbol: { type: 'string' },
        timeframe: { type: 'string' },
        speed: { type: 'string' },
        only: { type: 'string' },
        external: { type: 'boolean', default: false },
        'data-dir': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    const replay = replayOf(values, workingDirectory);
    const services = values.only === undefined ? undefined : servicesOf(values.only);
    const missing = REPLAY_NEEDS.find((name) => services?.includes(name) === false);
    if (replay !== undefined && missing !== undefined) throw new Error(`--replay needs ${missing} among --only`);
    return {
      kind: 'run',
      options: {
        replay,
        services,
        external: values.external,
        dataDir: values['data-dir'] === undefined ? undefined : resolve(workingDirectory, values['data-dir']),
      },
    };
  } catch (error) {
    return { kind: 'refused', message: error instanceof Error ? error.message : String(error) };
  }
}

interface ReplayValues {
  readonly replay?: string | undefined;
  readonly symbol?: string | undefined;
  readonly timeframe?: string | undefined;
  readonly speed?: string | undefined;
}

function replayOf(values: ReplayValues, workingDirectory: string): Replay | undefined {
  const { replay, symbol, timeframe, speed } = values;
  if (replay === undefined) {
    const stray = (['symbol', 'timeframe', 'speed'] as const).find((name) => values[name] !== undefined);
    if (stray !== undefined) throw new Error(`--${stray} belongs to --replay, which is missing`);
    return undefined;
  }
  const file = resolve(workingDirectory, replay);
  if (!existsSync(file)) throw new Error(`--replay: there is no file ${file}`);
  if (symbol === undefined || timeframe === undefined) throw new Error('--replay needs --symbol and --timeframe');
  if (speed !== undefined && !(Number(speed) > 0)) throw new Error(`--speed must be a number above 0, not "${speed}"`);
  return { file, symbol, timeframe, speed };
}

function servicesOf(list: string): readonly string[] {
  const names = list.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !SERVICE_NAMES.includes(name));
  if (unknown !== undefined) {
    throw new Error(`--only: there is no service "${unknown}"; there are ${SERVICE_NAMES.join(', ')}`);
  }
  return names;
}
