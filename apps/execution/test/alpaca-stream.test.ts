import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AlpacaStandIn, STAND_IN_KEYS } from './stand-in/alpaca-stand-in.js';
import { AlpacaStream } from '../src/broker/alpaca-stream.js';

let broker: AlpacaStandIn;
let stream: AlpacaStream | undefined;
let heard: string[];
let said: string[];

beforeEach(async () => {
  broker = new AlpacaStandIn();
  await broker.start();
  heard = [];
  said = [];
});

afterEach(async () => {
  stream?.close();
  await broker.stop();
});

function listen(secretKey: string = STAND_IN_KEYS.ALPACA_SECRET_KEY): void {
  stream = new AlpacaStream({
    url: `${broker.url.replace('http', 'ws')}/stream`,
    keyId: STAND_IN_KEYS.ALPACA_KEY_ID,
    secretKey,
    heard: (clientOrderId) => heard.push(clientOrderId),
    said: (state, reason) => said.push(`${state}: ${reason}`),
    draw: () => 0,
  });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the stream of trade updates', () => {
  it('tells which order was filled', async () => {
    listen();
    await until(() => broker.listeners === 1);
    broker.trade('ACME', 5);
    await until(() => heard.length === 1);
    expect(heard).toEqual(['by-hand-0']);
    expect(said).toEqual(['LISTENING: hears of fills at once']);
  });

  it('comes back after it was lost, and says both once', async () => {
    listen();
    await until(() => broker.listeners === 1);
    broker.hangUp();
    await until(() => said.length === 3);
    await until(() => broker.listeners === 1);
    broker.trade('ACME', 5);
    await until(() => heard.length === 1);
    expect(said.map((text) => text.split(':')[0])).toEqual(['LISTENING', 'DEAF', 'LISTENING']);
  });

  it('waits for a broker that is away, without a word for every attempt', async () => {
    await broker.stop();
    listen();
    await until(() => said.length === 1);
    await broker.start();
    await until(() => broker.listeners === 1);
    await until(() => said.length === 2);
    expect(said[0]).toMatch(/^DEAF/);
  });

  it('says that its keys are refused, and does not tell them', async () => {
    listen('wrong-secret');
    await until(() => said.length === 1);
    expect(said).toEqual(["DEAF: it answers the keys with 'unauthorized'"]);
  });
});
