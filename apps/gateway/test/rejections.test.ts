import { decode } from '@msgpack/msgpack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServers, type TestServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { AUTHORIZED, get, migratedDatabase, startGateway, stopGateways } from './gateway-under-test.js';
import { sampleRejection, sampleSignal } from './sample-signal.js';
import { storeInstrument, storeRejection, storeSignal } from './stored-rows.js';

let servers: TestServers;
let database: DataSource;
let api: string;

/** Of 40 refusals by RISK (0, 2, … 78) 36 have ended: 12 won 3 R, 18 lost 1 R, 6 left by time at 0.5 R. */
async function storeShadow(n: number): Promise<void> {
  const at = n / 2;
  const [state, ending, r] =
    n % 2 === 1
      ? ['OPEN', null, null]
      : at < 12
        ? ['WON', 'target', '3']
        : at < 30
          ? ['LOST', 'stop', '-1.00']
          : at < 36
            ? ['EXPIRED', 'time-limit', '0.5']
            : ['EXPIRED', 'open-beyond-stop', null];
  const opened = r === null ? null : '2024-03-02T00:00:00Z';
  await database.query(
    `insert into shadow_outcomes (rejection_id, symbol, timeframe, state, ending, entry_price, exit_price, r_multiple,
                                  opened_at, closed_at, through, trade)
     values ($1, 'AAPL', '1d', $2, $3, $4, $5, $6, $7, $8, now(), '{}')`,
    [
      `rej_AAPL_${n}`,
      state,
      ending,
      r && '101.50',
      r && '112.00',
      r,
      opened,
      state === 'OPEN' ? null : '2024-04-02T00:00:00Z',
    ],
  );
}

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  await storeInstrument(database, 'AAPL');
  for (let n = 0; n < 3; n += 1) await storeSignal(database, sampleSignal(n));
  for (let n = 0; n < 80; n += 1) {
    await storeRejection(database, sampleRejection(n));
    if (n !== 79) await storeShadow(n);
  }
  api = `${(await startGateway(servers)).url}/api/v1`;
}, 120_000);

afterAll(async () => {
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

describe('a rejection', () => {
  it('shows its chain and what the trade would have earned', async () => {
    const { status, body } = await get(`${api}/rejections/rej_AAPL_0`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: 'rej_AAPL_0',
      measured: '2.45',
      limit: '3.00',
      detected_pattern: null,
      shadow: {
        state: 'WON',
        ending: 'target',
        entry_price: '101.5',
        exit_price: '112',
        r_multiple: '3',
        opened_at: '2024-03-02T00:00:00.000Z',
        closed_at: '2024-04-02T00:00:00.000Z',
      },
    });
  });

  it('in a list shows the same, and null where nothing was followed', async () => {
    const { body } = await get(`${api}/rejections?limit=3`);
    expect(body.items.map((item: { shadow: { state: string } | null }) => item.shadow?.state ?? null)).toEqual([
      null,
      'EXPIRED',
      'OPEN',
    ]);
  });

  it('that is not there is said to be unknown', async () => {
    expect(await get(`${api}/rejections/rej_none`)).toMatchObject({ status: 404, body: { code: 'unknown-rejection' } });
  });
});

describe('counts of rejections', () => {
  it('are given by stage, the silent ones too, in the order they are asked', async () => {
    const { body } = await get(`${api}/rejections/by-stage?symbol=AAPL`);
    expect(body.total).toBe(80);
    expect(body.items).toEqual([
      { stage: 'VOLUME', count: 40, near_misses: 13, share_pct: 50 },
      { stage: 'PHASE', count: 0, near_misses: 0, share_pct: 0 },
      { stage: 'LEVELS', count: 0, near_misses: 0, share_pct: 0 },
      { stage: 'RISK', count: 40, near_misses: 14, share_pct: 50 },
      { stage: 'STRATEGY', count: 0, near_misses: 0, share_pct: 0 },
    ]);
  });

  it('are bounded by time', async () => {
    const { body } = await get(`${api}/rejections/top-reasons?from=2024-03-03T00:00:00Z&to=2024-03-05T00:00:00Z`);
    expect(body.items.map((item: { count: number }) => item.count)).toEqual([2, 1]);
  });

  it('say what each rule cost or saved, and when too few have ended to say it', async () => {
    const { body } = await get(`${api}/rejections/shadow-summary`);
    expect(body.items).toEqual([
      {
        stage: 'RISK',
        reason: 'r-below-minimum',
        count: 40,
        open: 0,
        not_entered: 4,
        ended: 36,
        win_rate_pct: 40,
        // (12 × 3 - 18 + 6 × 0.5) / 36
        expectancy_r: '0.5833',
        insufficient_sample: false,
      },
      {
        stage: 'VOLUME',
        reason: 'volume-too-high',
        count: 39,
        open: 39,
        not_entered: 0,
        ended: 0,
        win_rate_pct: null,
        expectancy_r: null,
        insufficient_sample: true,
      },
    ]);
  });

  it.each(['top-reasons?limit=0', 'by-stage?symbol=', 'shadow-summary?from=yesterday', 'shadow-summary?stage=RISK'])(
    'refuse %s',
    async (path) => {
      expect(await get(`${api}/rejections/${path}`)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    },
  );
});

describe('signals in MessagePack', () => {
  it.each(['application/msgpack', 'application/x-msgpack', 'application/vnd.msgpack, application/json;q=0.5'])(
    'are the same answer for %s, decimals as text',
    async (accept) => {
      for (const path of ['signals?limit=2', 'signals/sig_AAPL_1']) {
        const response = await fetch(`${api}/${path}`, { headers: { ...AUTHORIZED, accept } });
        expect(response.headers.get('content-type')).toBe('application/msgpack');
        expect(response.headers.get('vary')).toMatch(/accept/i);
        expect(decode(await response.arrayBuffer())).toEqual((await get(`${api}/${path}`)).body);
      }
    },
  );

  it.each(['*/*', 'application/json', 'application/json, application/msgpack;q=0.9', 'text/html'])(
    'are JSON for %s',
    async (accept) => {
      const response = await fetch(`${api}/signals?limit=1`, { headers: { ...AUTHORIZED, accept } });
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    },
  );

  it('that are not there are a problem in JSON', async () => {
    const response = await fetch(`${api}/signals/none`, { headers: { ...AUTHORIZED, accept: 'application/msgpack' } });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      expect.stringMatching(/^application\/problem\+json/),
    ]);
  });
});
