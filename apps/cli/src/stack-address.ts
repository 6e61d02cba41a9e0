import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandFailure, EXIT } from './exit-code.js';

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

/** The description a running stack leaves in .stack/stack.json, looked for upwards from the working directory. */
function stackFile(): StackFile | undefined {
  for (let directory = process.cwd(); ; directory = dirname(directory)) {
    const file = join(directory, '.stack', 'stack.json');
    if (existsSync(file)) {
      try {
        return JSON.parse(readFileSync(file, 'utf8')) as StackFile;
      } catch {
        return undefined;
      }
    }
    if (dirname(directory) === directory) return undefined;
  }
}
