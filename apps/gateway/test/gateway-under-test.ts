import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { RpcDefinition } from '@tape/contracts';
import type { RequestOf, ResponseOf } from '@tape/messaging';
import { openDataSource, runMigrations } from '@tape/persistence';
import type { TestServers } from '@tape/testing';
import type { DataSource } from 'typeorm';

export interface RunningGateway {
  readonly url: string;
  readonly wsUrl: string;
  /** What it wrote to its log so far. */
  said(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export async function migratedDatabase(databaseUrl: string): Promise<DataSource> {
  const dataSource = await openDataSource({ url: databaseUrl, applicationName: 'gateway-test' });
  await runMigrations(dataSource);
  return dataSource;
}

/** The static token of every gateway under test that is not given another; {@link get} and {@link post} send it. */
export const TEST_TOKEN = 'the-token-of-every-gateway-under-test';
export const AUTHORIZED = { authorization: `Bearer ${TEST_TOKEN}` };

const MAIN = resolve(import.meta.dirname, '../dist/main.js');
const START_TIMEOUT_MS = 90_000;
/** What still runs; a test that failed half-way leaves some. */
const running = new Set<ChildProcess>();

/** Ends every gateway that a test did not end itself: the last thing a test file does. */
export async function stopGateways(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    }),
  );
}

/** The built gateway as a process of its own, on a free port or the one given; resolves when it is ready. */
export async function startGateway(
  servers: Pick<TestServers, 'databaseUrl' | 'natsUrl'>,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningGateway> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: servers.databaseUrl,
      NATS_URL: servers.natsUrl,
      HTTP_PORT: '0',
      TAPE_API_TOKEN: TEST_TOKEN,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const url = await listeningUrl(child, said);
  return {
    url,
    wsUrl: `${url.replace('http', 'ws')}/ws`,
    said: () => said.join(''),
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}

/** What a gateway that should refuse to start says, and how it ends. */
export async function startAndFail(
  environment: Readonly<Record<string, string>>,
): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [MAIN], { env: { PATH: process.env['PATH'], ...environment } });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number];
  return { code, said };
}

async function listeningUrl(child: ChildProcess, said: string[]): Promise<string> {
  const deadline = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS);
  try {
    for await (const line of createInterface({ input: child.stdout! })) {
      said.push(`${line}\n`);
      const { url } = readLine(line);
      if (url === undefined) continue;
      // From here on lines are only kept, so that a failed test can show them.
      child.stdout!.on('data', (chunk: Buffer) => said.push(chunk.toString()));
      child.stdout!.resume();
      return url;
    }
  } finally {
    clearTimeout(deadline);
  }
  throw new Error(`the gateway did not start:\n${said.join('')}`);
}

function readLine(line: string): { url?: string } {
  try {
    return JSON.parse(line) as { url?: string };
  } catch {
    return {};
  }
}

const answering: NatsConnection[] = [];

/** Ends what {@link answerWith} began. */
export async function hushAnswers(): Promise<void> {
  await Promise.all(answering.splice(0).map((nats) => nats.close()));
}

/** Answers a question as the service would: the other side of the rpc, on a real NATS. */
export async function answerWith<Definition extends RpcDefinition>(
  natsUrl: string,
  definition: Definition,
  answer: (request: RequestOf<Definition>) => ResponseOf<Definition> | { refuse: string; message: string },
): Promise<void> {
  const nats = await connect({ servers: new URL(natsUrl).host });
  answering.push(nats);
  nats.subscribe(definition.subject, {
    callback: (error, message) => {
      if (error !== null) throw error;
      const request = definition.request.parse(message.json()) as RequestOf<Definition>;
      const value = answer(request);
      const refusal = value as { refuse?: string; message?: string };
      message.respond(
        JSON.stringify(
          refusal.refuse === undefined
            ? { ok: true, value }
            : { ok: false, code: refusal.refuse, message: refusal.message, retryable: false },
        ),
      );
    },
  });
  await nats.flush();
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads any shape and then says what it must be
  readonly body: any;
}

export async function get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return answerOf(await fetch(url, { headers: { ...AUTHORIZED, ...headers } }));
}

export async function post(
  url: string,
  body?: unknown,
  headers: Record<string, string> = { 'content-type': 'application/json' },
): Promise<Answer> {
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  return answerOf(
    await fetch(url, {
      method: 'POST',
      headers: { ...AUTHORIZED, ...headers },
      ...(text === undefined ? {} : { body: text }),
    }),
  );
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
}
