import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { askEngines, freezeContext, SIGNAL_PLAN_ENGINE, VOLATILITY_ENGINE } from '@tape/experiments';
import { DEFAULT_COSTS } from '@tape/trading';
import { HttpEngine } from '../src/engine/http.engine.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const DAY_MS = 86_400_000;
const DAY_0_MS = 1_678_838_400_000;
const TARGETS = { primary: '115', secondary: [], conservative: null };
const FROZEN = freezeContext(
  {
    signal: {
      source: 'OWN',
      id: 'sig_1',
      symbol: 'ACME',
      timeframe: '1d',
      direction: 'LONG',
      label: 'SPRING',
      entry: '100',
      stop: '95',
      targets: TARGETS,
      guard: { kind: 'SPRING_LOW', price: '96' },
      positionSize: '100',
      riskBudget: '500',
      barTimeMs: DAY_0_MS,
      createdAtMs: DAY_0_MS + DAY_MS,
      expiresAtMs: DAY_0_MS + 6 * DAY_MS,
    },
    instrument: {
      symbol: 'ACME',
      assetClass: 'STOCK',
      tickSize: '0.01',
      quantityStep: '1',
      unit: 'SHARES',
      contractSize: '1',
      volumeSource: 'TRADED',
      sector: null,
    },
    costs: DEFAULT_COSTS.STOCK,
    rates: {},
    bars: Array.from({ length: 30 }, (_, n) => {
      const openTimeMs = DAY_0_MS + (n - 29) * DAY_MS;
      return { openTimeMs, open: '100', high: '102', low: '98', close: '100', volume: '1000' };
    }),
  },
  sha256,
);
const TRADE = { kind: 'trade', direction: 'LONG', stop: '93.5', targets: TARGETS, position_size: '40' };
const GOOD = { input_sha256: FROZEN.sha256, version: 'v7', plan: TRADE };

let server: Server;
let url: URL;
let received: { body: string; headers: IncomingMessage['headers'] }[];
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.once('end', () => {
      received.push({ body: Buffer.concat(parts).toString(), headers: request.headers });
      answer(response);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/plan`);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  received = [];
  answer = (response) => response.end(JSON.stringify(GOOD));
});

const warnings: object[] = [];
const logger = { warn: (fields: object) => warnings.push(fields) } as never;
const engine = (timeoutMs = 30_000) => new HttpEngine({ url, timeoutMs, logger });

describe('an engine outside', () => {
  it('is given the text that was hashed, and its plan is kept beside that of engine A under the same hash', async () => {
    const outside = await engine().answering(FROZEN);
    expect(received).toMatchObject([{ body: FROZEN.canonical, headers: { 'x-input-sha256': FROZEN.sha256 } }]);
    expect(sha256(received[0]!.body)).toBe(FROZEN.sha256);
    const answers = askEngines(FROZEN, { A: SIGNAL_PLAN_ENGINE, B: outside }, sha256);
    expect(answers.B).toEqual({
      engine: 'B',
      version: `${url.host}:v7`,
      inputSha256: answers.A.inputSha256,
      plan: {
        kind: 'trade',
        direction: 'LONG',
        stop: '93.5',
        targets: TARGETS,
        guard: { kind: 'SPRING_LOW', price: '93.5' },
        positionSize: '40',
      },
    });
  });

  it('may stand aside', async () => {
    answer = (response) => response.end(JSON.stringify({ ...GOOD, plan: { kind: 'stand-aside' } }));
    const outside = await engine().answering(FROZEN);
    expect(outside.plan(FROZEN.context)).toEqual({ kind: 'stand-aside', reason: 'outside-engine' });
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['answers 500', (response) => response.writeHead(500).end(JSON.stringify(GOOD))],
    ['hangs up', (response) => response.destroy()],
    ['sends elsewhere', (response) => response.writeHead(307, { location: 'http://example.com/' }).end()],
    ['says no JSON', (response) => response.end('hold')],
    ['says more than it should', (response) => response.end(JSON.stringify({ ...GOOD, leverage: 5 }))],
    ['never ends', (response) => response.end(JSON.stringify({ ...GOOD, version: 'v'.repeat(70_000) }))],
    ['read something else', (response) => response.end(JSON.stringify({ ...GOOD, input_sha256: sha256('else') }))],
    [
      'has prices out of order',
      (response) => response.end(JSON.stringify({ ...GOOD, plan: { ...TRADE, stop: '101' } })),
    ],
    [
      'has a price off the tick',
      (response) => response.end(JSON.stringify({ ...GOOD, plan: { ...TRADE, stop: '93.505' } })),
    ],
    [
      'has a size off the step',
      (response) => response.end(JSON.stringify({ ...GOOD, plan: { ...TRADE, position_size: '1.5' } })),
    ],
    [
      'has a size of nothing',
      (response) => response.end(JSON.stringify({ ...GOOD, plan: { ...TRADE, position_size: '0' } })),
    ],
  ])('that %s is replaced, and the outcome says so', async (_what, badly) => {
    answer = badly;
    const outside = await engine().answering(FROZEN);
    expect(outside).toMatchObject({ name: 'B', version: `${VOLATILITY_ENGINE.version}-for-${url.host}` });
    expect(outside.plan(FROZEN.context)).toEqual(VOLATILITY_ENGINE.plan(FROZEN.context));
    expect(warnings.at(-1)).toMatchObject({ host: url.host, signal: 'sig_1' });
  });

  it('that says nothing is replaced when its time is over', async () => {
    answer = () => undefined;
    const outside = await engine(50).answering(FROZEN);
    expect(outside.version).toBe(`${VOLATILITY_ENGINE.version}-for-${url.host}`);
  });
});
