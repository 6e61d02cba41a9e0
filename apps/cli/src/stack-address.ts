import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandFailure, EXIT } from './exit-code.js';

interface StackSecrets {
  readonly apiToken?: string;
}

interface StackFile {
  readonly gatewayUrl?: string;
  readonly natsUrl?: string;
}

/** Where the gateway is: --url, TAPE_URL, or the stack that runs in this directory or one above. */
export function gatewayUrl(option: string | undefined): string {
  const url = option ?? process.env['TAPE_URL'] ?? stackFile()?.gatewayUrl;
  return checked(url, 'the gateway', '--url http://127.0.0.1:3000', 'TAPE_URL', ['http:', 'https:']).replace(
    /\/+$/,
    '',
  );
}

/**
 * What opens the gateway: --token, TAPE_API_TOKEN, or the secret of the running stack. That one is sent to the stack alone,
 * never to another address.
 */
export function gatewayToken(option: string | undefined, url: string): string | undefined {
  const given = option ?? process.env['TAPE_API_TOKEN'];
  if (given !== undefined && given !== '') return given;
  return stackFile()?.gatewayUrl?.replace(/\/+$/, '') === url
    ? (readUpwards('secrets.json') as StackSecrets | undefined)?.apiToken
    : undefined;
}

/** Where NATS is: --nats, NATS_URL, or the stack that runs in this directory or one above. */
export function natsUrl(option: string | undefined): string {
  const url = option ?? process.env['NATS_URL'] ?? stackFile()?.natsUrl;
  return checked(url, 'NATS', '--nats nats://127.0.0.1:4222', 'NATS_URL', ['nats:', 'tls:', 'ws:', 'wss:']);
}

function checked(url: string | undefined, what: string, example: string, variable: string, schemes: string[]): string {
  if (url === undefined || url === '') {
    throw new CommandFailure(
      EXIT.USAGE,
      `where is ${what}? Start the stack (npm start), or say ${example} or set ${variable}`,
    );
  }
  if (URL.canParse(url) && schemes.includes(new URL(url).protocol)) return url;
  throw new CommandFailure(EXIT.USAGE, `'${url}' is no address of ${what}: write it like ${example}`);
}

function stackFile(): StackFile | undefined {
  return readUpwards('stack.json') as StackFile | undefined;
}

/** What a running stack leaves in .stack, looked for upwards from the working directory. */
function readUpwards(name: string): unknown {
  for (let directory = process.cwd(); ; directory = dirname(directory)) {
    const file = join(directory, '.stack', name);
    if (existsSync(file)) {
      try {
        return JSON.parse(readFileSync(file, 'utf8'));
      } catch {
        return undefined;
      }
    }
    if (dirname(directory) === directory) return undefined;
  }
}
