import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { importReference, MAX_REFERENCE_ROWS } from '@tape/contracts';
import type { RequestOf, ResponseOf } from '@tape/messaging';
import { testServers, type TestServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import {
  answerWith,
  get,
  hushAnswers,
  migratedDatabase,
  post,
  startGateway,
  stopGateways,
} from './gateway-under-test.js';
import { storeInstrument } from './stored-rows.js';

type Request = RequestOf<typeof importReference>;
type Answer = ResponseOf<typeof importReference>;

const CSV = { 'content-type': 'text/csv' };
const NOTHING: Answer = {
  stored: 0,
  changed: 0,
  unchanged: 0,
  removed: 0,
  refused: 0,
  outcomes: [],
  coverage: [],
  notCovered: [],
};
let servers: TestServers;
let database: DataSource;
let api: string;

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  const gateway = await startGateway(servers);
  api = `${gateway.url}/api/v1`;
}, 120_000);

afterAll(async () => {
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

afterEach(hushAnswers);

/** Ingest, which takes everything but what the test says; what it was asked is in the list. */
async function ingest(answer: (request: Request) => Partial<Answer> = () => ({})): Promise<Request[]> {
  const asked: Request[] = [];
  await answerWith(servers.natsUrl, importReference, (request) => {
    asked.push(request);
    return { ...NOTHING, stored: request.rows.length, ...answer(request) };
  });
  return asked;
}

describe('an import', () => {
  it('passes rows of a CSV on by the names of its columns, and names refused ones by their line', async () => {
    const why = { field: 'at', rule: 'bad-time', message: `at: 'soon' is no time [bad-time]` };
    const asked = await ingest(() => ({ stored: 1, refused: 1, outcomes: [{ index: 1, ...why }] }));
    const query = 'known_from=2024-01-01T00:00:00Z&known_to=2024-01-31&subjects=TSLA,NVDA&source=vendor';
    const file = 'Ticker,Date,note\nAAPL,2024-01-31T21:30:00Z,x\n\nMSFT,soon,y\n';
    const answer = await post(`${api}/calendars/earnings?${query}`, file, CSV);
    expect(answer).toMatchObject({ status: 200, body: { rows: 2, stored: 1, refusals: [{ line: 4, ...why }] } });
    expect(asked).toEqual([
      {
        kind: 'EARNINGS',
        source: 'vendor',
        knownFromMs: Date.parse('2024-01-01T00:00:00Z'),
        knownToMs: Date.parse('2024-02-01T00:00:00Z') - 1,
        subjects: ['TSLA', 'NVDA'],
        rows: [
          { symbol: 'AAPL', at: '2024-01-31T21:30:00Z' },
          { symbol: 'MSFT', at: 'soon' },
        ],
      },
    ]);
  });

  it.each([
    ['calendars/earnings', 'EARNINGS', { symbol: 'AAPL', at: '2024-01-31T21:30:00Z' }],
    ['calendars/economic', 'ECONOMIC', { kind: 'NFP', at: '2024-02-02T13:30:00Z' }],
    ['rates', 'RATES', { pair: 'EUR/USD', at: '2024-01-31', rate: '1.084' }],
    ['instruments', 'INSTRUMENTS', { symbol: 'AAPL', sector: 'Technology' }],
  ])('of %s takes rows as JSON, and is audited', async (path, kind, row) => {
    const asked = await ingest();
    const answer = await post(`${api}/${path}`, { rows: [{ ...row, extra: 1 }] });
    expect(answer).toMatchObject({ status: 200, body: { rows: 1, stored: 1, coverage: [], not_covered: [] } });
    expect(asked).toMatchObject([{ kind, source: 'REST', knownFromMs: null, knownToMs: null, rows: [row] }]);
    expect(asked[0]?.rows).toEqual([row]);
    const { body } = await get(`${api}/audit?limit=1`);
    expect(body.items[0]).toMatchObject({
      action: expect.stringMatching(/\.import$/),
      after: { stored: 1, source: 'REST' },
    });
  });

  it('says from when to when everything is known now', async () => {
    const coverage = [{ kind: 'EARNINGS', subject: 'AAPL', knownFromMs: 0, knownToMs: 86_400_000 }];
    await ingest(() => ({ stored: 0, coverage, notCovered: ['MSFT'] }));
    const period = { known_from: '1970-01-01T00:00:00Z', known_to: '1970-01-02T00:00:00Z' };
    const { body } = await post(`${api}/calendars/earnings`, { rows: [], subjects: ['AAPL'], ...period });
    expect(body).toMatchObject({
      coverage: [
        {
          kind: 'EARNINGS',
          subject: 'AAPL',
          known_from: '1970-01-01T00:00:00.000Z',
          known_to: '1970-01-02T00:00:00.000Z',
        },
      ],
      not_covered: ['MSFT'],
    });
  });

  it('of which no row was taken is a 422 that says why', async () => {
    const why = { field: 'rate', rule: 'bad-rate', message: 'rate: … [bad-rate]' };
    await ingest(() => ({ stored: 0, refused: 1, outcomes: [{ index: 0, ...why }] }));
    expect(await post(`${api}/rates`, 'pair,at,rate\nEURUSD,2024-01-31,0', CSV)).toMatchObject({
      status: 422,
      body: { code: 'rows-refused', detail: expect.stringContaining('line 2'), refusals: [{ line: 2, ...why }] },
    });
  });

  it.each([
    ['a body without rows', 'rates', {}, 400, 'invalid-request'],
    ['a field nobody knows', 'rates', { rows: [{}], known_from: '2024-01-01' }, 400, 'invalid-request'],
    ['a time that is none', 'calendars/economic', { rows: [], known_from: 'today' }, 400, 'invalid-request'],
    ['a week', 'calendars/economic', { rows: [], known_from: '2024-W05' }, 400, 'invalid-request'],
    [
      'too many rows',
      'rates',
      { rows: Array.from({ length: MAX_REFERENCE_ROWS + 1 }, () => ({})) },
      400,
      'invalid-request',
    ],
    ['rows too large', 'rates', { rows: [{ pair: 'x'.repeat(1_000_000) }] }, 413, 'body-too-large'],
  ])('with %s is refused', async (_what, path, body, status, code) => {
    await ingest();
    expect(await post(`${api}/${path}`, body)).toMatchObject({ status, body: { code } });
  });

  it.each([
    ['without a column', 'rates', 'pair,at\n', 422, 'unreadable-file'],
    ['that is empty', 'instruments', '\n', 422, 'unreadable-file'],
    [
      'of too many rows',
      'instruments',
      `symbol,sector\n${'A,ENERGY\n'.repeat(MAX_REFERENCE_ROWS + 1)}`,
      413,
      'too-many-rows',
    ],
    ['that is too large', 'instruments', `symbol,sector\n${'#'.repeat(2_200_000)}`, 413, 'body-too-large'],
  ])('of a file %s is refused', async (_what, path, file, status, code) => {
    await ingest();
    expect(await post(`${api}/${path}`, file, CSV)).toMatchObject({ status, body: { code } });
  });

  it('waits for nobody when ingest is away', async () => {
    expect(await post(`${api}/rates`, { rows: [{}] })).toMatchObject({
      status: 503,
      body: { code: 'service-unavailable', service: 'ingest' },
    });
  });
});

describe('lists', () => {
  beforeAll(async () => {
    await storeInstrument(database, 'AAPL');
    await storeInstrument(database, 'MSFT');
    await storeInstrument(database, 'ZM');
    await database.query(`update instruments set sector = 'INFORMATION_TECHNOLOGY' where symbol = 'MSFT'`);
    await database.query(
      `insert into earnings_dates select s, '2024-01-31T21:30:00Z', 'test' from unnest('{AAPL,MSFT,ZM}'::text[]) s`,
    );
    await database.query(`insert into economic_events values
      ('CPI', 'USD', '2024-01-11T13:30:00Z', 'test'), ('CPI', 'EUR', '2024-01-11T13:30:00Z', 'test'), ('NFP', 'USD', '2024-02-02T13:30:00Z', 'test')`);
    await database.query(`insert into forex_rates values ('EUR', 'USD', '2024-01-31T00:00:00Z', 1.0840)`);
    await database.query(
      `insert into calendar_coverage values ('CPI', 'USD', '2024-01-01T00:00:00Z', '2024-02-01T00:00:00Z')`,
    );
  });

  it.each([
    ['calendars/earnings', 3],
    ['calendars/earnings?symbol=ZM', 1],
    ['calendars/economic', 3],
    ['calendars/economic?currency=USD&from=2024-02-01T00:00:00Z', 1],
    ['calendars/economic?kind=CPI', 2],
    ['calendars/coverage?subject=USD', 1],
    ['calendars/coverage?kind=NFP', 0],
    ['rates?base=EUR&quote=USD', 1],
    ['instruments', 3],
    ['instruments?sector=INFORMATION_TECHNOLOGY', 1],
  ])('%s gives %i', async (path, count) => {
    const answer = await get(`${api}/${path}`);
    expect(answer).toMatchObject({ status: 200, body: { next_cursor: null } });
    expect(answer.body.items).toHaveLength(count);
  });

  it.each(['calendars/earnings', 'calendars/economic', 'instruments'])(
    '%s pages through everything once',
    async (path) => {
      const whole = (await get(`${api}/${path}`)).body.items;
      const seen: unknown[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page = await get(`${api}/${path}?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
        seen.push(...page.body.items);
        cursor = page.body.next_cursor;
      }
      expect(seen).toEqual(whole);
    },
  );

  it('give decimals as text, exactly', async () => {
    expect((await get(`${api}/rates`)).body.items).toEqual([
      { base: 'EUR', quote: 'USD', at: '2024-01-31T00:00:00.000Z', rate: '1.084' },
    ]);
    expect((await get(`${api}/instruments?limit=1`)).body.items[0]).toMatchObject({
      symbol: 'AAPL',
      sector: null,
      tick_size: '0.01',
    });
  });

  it('refuse what is no kind and no currency', async () => {
    expect(await get(`${api}/calendars/economic?kind=PMI`)).toMatchObject({ status: 400 });
    expect(await get(`${api}/rates?base=euro`)).toMatchObject({ status: 400 });
  });
});
