import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import * as contracts from '@tape/contracts';
import { testServers, type TestServers } from '@tape/testing';
import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { migratedDatabase, type RunningGateway, startGateway, stopGateways, TEST_TOKEN } from './gateway-under-test.js';
import { sampleRejection, sampleSignal } from './sample-signal.js';
import { type Schema, valuesOf } from './schema-values.js';
import { storeBars, storeInstrument, storeRejection, storeSignal } from './stored-rows.js';

const SEED = 20_261_121;
const REQUESTS_EACH = 16;
const AT_ONCE = 8;

interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface FuzzedRequest {
  readonly method: string;
  readonly path: string;
  readonly type: string | undefined;
  readonly body: string | undefined;
}

let servers: TestServers;
let database: DataSource;
let gateway: RunningGateway;
let nats: NatsConnection;

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  await storeInstrument(database, 'AAPL');
  await storeBars(database, 'AAPL', 300);
  for (let n = 0; n < 5; n += 1) {
    await storeSignal(database, sampleSignal(n));
    await storeRejection(database, sampleRejection(n));
  }
  nats = await connect({ servers: new URL(servers.natsUrl).host });
  answerEverything();
  gateway = await startGateway(servers, { RATE_LIMIT_PER_MINUTE: '1000000', TRADINGVIEW_WEBHOOK_SECRET: TEST_TOKEN });
}, 120_000);

afterAll(async () => {
  await nats?.close();
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

describe('whatever is sent to a route of the document', () => {
  it('is answered, and never by a failure of ours', async () => {
    const document = (await (await fetch(`${gateway.url}/api/docs/openapi.json`)).json()) as {
      paths: Record<string, Record<string, Operation>>;
      components: { schemas: Record<string, Schema> };
    };
    const resolve = (ref: string): Schema => document.components.schemas[ref.split('/').at(-1) ?? ''] ?? {};
    const requests = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, operation]) => [
        ...fc.sample(requestsOf(method.toUpperCase(), path, operation, resolve), {
          seed: SEED,
          numRuns: REQUESTS_EACH,
        }),
        ...worstOf(method.toUpperCase(), path, operation),
      ]),
    );
    const failures: string[] = [];
    const statuses = new Map<number, number>();
    const send = async (): Promise<void> => {
      for (let request = requests.pop(); request !== undefined; request = requests.pop()) {
        const { status, text } = await answerTo(request);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status >= 500 || status === 0)
          failures.push(`${status} ${request.method} ${request.path} ${request.body ?? ''} -> ${text}`.slice(0, 700));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, send));
    expect(failures).toEqual([]);
    // That it got past the doors at all.
    expect(statuses.get(200) ?? 0).toBeGreaterThan(250);
    expect(statuses.get(400) ?? 0).toBeGreaterThan(200);
    const alive = await fetch(`${gateway.url}/health/live`);
    expect(alive.status).toBe(200);
  }, 120_000);
});

function requestsOf(
  method: string,
  path: string,
  operation: Operation,
  resolve: (ref: string) => Schema,
): fc.Arbitrary<FuzzedRequest> {
  const options = { resolve, hostile: true };
  const parameters = (operation.parameters ?? []).filter(({ in: place }) => place !== 'header');
  const values = fc.tuple(
    ...parameters.map(({ schema, required, in: place }) => {
      const value = valuesOf(schema ?? { type: 'string' }, options);
      return required === true || place === 'path' ? value : fc.option(value, { freq: 2, nil: undefined });
    }),
  );
  return fc.tuple(values, bodiesOf(operation, options)).map(([given, { type, body }]) => {
    const query = new URLSearchParams();
    let address = path;
    for (const [index, value] of given.entries()) {
      const { name, in: place } = parameters[index]!;
      if (place === 'path') address = address.replace(`{${name}}`, encodeURIComponent(wellFormed(value) || 'none'));
      else if (Array.isArray(value)) for (const each of value) query.append(name, wellFormed(each));
      else if (value !== undefined) query.append(name, wellFormed(value));
    }
    const search = query.size === 0 ? '' : `?${query.toString()}`;
    return { method, path: `${address}${search}`, type, body };
  });
}

/** What no column takes, in each parameter once. */
function worstOf(method: string, path: string, { parameters = [] }: Operation): FuzzedRequest[] {
  return ['\u0000', '9'.repeat(400)].flatMap((worst) =>
    parameters
      .filter(({ in: place }) => place !== 'header')
      .map(({ name, in: place }) => {
        const text = encodeURIComponent(worst);
        const address = place === 'path' ? path.replace(`{${name}}`, text) : `${path}?${name}=${text}`;
        const body = method === 'GET' || method === 'DELETE' ? undefined : '{}';
        return {
          method,
          path: address.replaceAll(/\{\w+\}/g, 'none'),
          type: body === undefined ? undefined : 'application/json',
          body,
        };
      }),
  );
}

function bodiesOf(
  { requestBody }: Operation,
  options: { resolve: (ref: string) => Schema; hostile: boolean },
): fc.Arbitrary<{ type: string | undefined; body: string | undefined }> {
  if (requestBody === undefined) return fc.constant({ type: undefined, body: undefined });
  const bodies = Object.entries(requestBody.content).map(([type, { schema }]) => {
    const json = type === 'application/json';
    const values = valuesOf(schema, options).map((value) => ({
      type,
      body: json ? (JSON.stringify(value) ?? '') : csvOf(value),
    }));
    const broken = fc.tuple(values, fc.nat(60)).map(([{ body }, cut]) => ({ type, body: body.slice(0, cut) }));
    return fc.oneof({ weight: 9, arbitrary: values }, { weight: 1, arbitrary: broken });
  });
  return fc.oneof(...bodies);
}

const CSV_HEAD = 'timestamp,open,high,low,close,volume,symbol,at,date';

function csvOf(value: unknown): string {
  const cell = wellFormed(value);
  return `${CSV_HEAD}\n2024-01-01,1,1,1,1,1,AAPL,2024-01-01,2024-01-01\n${cell},${cell},1,${cell},1,1,${cell},${cell},${cell}\n`;
}

function wellFormed(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed().slice(0, 2_000);
}

async function answerTo({ method, path, type, body }: FuzzedRequest): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(`${gateway.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${TEST_TOKEN}`,
        'x-webhook-secret': TEST_TOKEN,
        ...(type === undefined
          ? method === 'GET'
            ? {}
            : { 'content-type': 'application/json' }
          : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    return { status: 0, text: String(error) };
  }
}

/** Stands in for every service, and answers with what its contract allows. */
function answerEverything(): void {
  let turn = 0;
  const definitions = Object.values(contracts as Record<string, unknown>).filter(isRpc);
  for (const definition of definitions) {
    const schema = z.toJSONSchema(definition.response, { unrepresentable: 'any', io: 'input' }) as Schema;
    const answers = fc
      .sample(valuesOf(schema, { hostile: false }), { seed: SEED, numRuns: 6 })
      .filter((answer) => definition.response.safeParse(answer).success);
    nats.subscribe(definition.subject, {
      callback: (_, message) => {
        const refused = definition.request.safeParse(message.json()).success
          ? { ok: false, code: 'refused-here', message: 'not this time', retryable: false }
          : { ok: false, code: 'bad-request', message: 'not what the contract says', retryable: false };
        turn += 1;
        const answer = answers[turn % Math.max(answers.length, 1)];
        message.respond(
          JSON.stringify(
            refused.code === 'bad-request' || answer === undefined || turn % 4 === 0
              ? refused
              : { ok: true, value: answer },
          ),
        );
      },
    });
  }
}

function isRpc(value: unknown): value is contracts.RpcDefinition {
  return (
    typeof value === 'object' &&
    value !== null &&
    'subject' in value &&
    'request' in value &&
    'response' in value &&
    'timeoutMs' in value
  );
}
