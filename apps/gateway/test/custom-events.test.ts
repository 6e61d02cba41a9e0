import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CustomDetected } from '@tape/contracts';
import { testServers, type TestServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { get, migratedDatabase, startGateway, stopGateways } from './gateway-under-test.js';
import { storeCustomEvent, storeInstrument } from './stored-rows.js';

const DAY_MS = 86_400_000;
const FIRST_MS = Date.UTC(2024, 0, 1);

let servers: TestServers;
let database: DataSource;
let list: string;

function found(day: number, detector = 'HINGE', symbol = 'AAPL'): CustomDetected {
  return {
    symbol,
    timeframe: '1d',
    detector,
    side: null,
    rangeId: null,
    eventTimeMs: FIRST_MS + (day - 1) * DAY_MS,
    knownAtMs: FIRST_MS + day * DAY_MS,
    price: '101.50',
    score: 61,
    scoreParts: { quiet: 38, narrowRange: 23 },
    relativeVolume: 0.42,
  };
}

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  for (const symbol of ['AAPL', 'MSFT']) await storeInstrument(database, symbol);
  for (let day = 1; day <= 5; day += 1) await storeCustomEvent(database, found(day));
  await storeCustomEvent(database, found(3, 'INSIDE_DAY'));
  await storeCustomEvent(database, found(3, 'HINGE', 'MSFT'));
  list = `${(await startGateway(servers)).url}/api/v1/custom-events`;
}, 120_000);

afterAll(async () => {
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

describe('what plug-ins found', () => {
  it('comes newest first, page by page, each once', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await get(`${list}?symbol=AAPL&timeframe=1d&detector=HINGE&limit=2${query}`);
      seen.push(...body.items.map((item: { known_at: string }) => item.known_at.slice(0, 10)));
      cursor = body.next_cursor;
    }
    expect(seen).toEqual(['2024-01-06', '2024-01-05', '2024-01-04', '2024-01-03', '2024-01-02']);
  });

  it('is said as the contract says it, in snake_case with ISO times', async () => {
    const { body } = await get(`${list}?detector=INSIDE_DAY`);
    expect(body.items).toEqual([
      {
        symbol: 'AAPL',
        timeframe: '1d',
        detector: 'INSIDE_DAY',
        side: null,
        range_id: null,
        event_time: '2024-01-03T00:00:00.000Z',
        known_at: '2024-01-04T00:00:00.000Z',
        price: '101.50',
        score: 61,
        score_parts: { quiet: 38, narrow_range: 23 },
        relative_volume: 0.42,
      },
    ]);
  });

  it.each([
    ['symbol=MSFT', 1],
    ['timeframe=1h', 0],
    ['from=2024-01-05T00:00:00Z', 2],
    ['', 7],
  ])('is chosen by "%s"', async (query, count) => {
    expect((await get(`${list}?${query}`)).body.items).toHaveLength(count);
  });

  it('is not listed for a symbol nobody has heard of', async () => {
    expect(await get(`${list}?symbol=NOBODY`)).toMatchObject({ status: 404 });
  });
});
