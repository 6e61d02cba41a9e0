import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runBacktest } from '@tape/backtesting';
import { inferInstrument, simulateMarket, type PriceBar } from '@tape/market';
import { BarStore } from '@tape/persistence';
import { testServers, type TestServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { get, migratedDatabase, post, startGateway, stopGateways } from './gateway-under-test.js';
import { storeInstrument, storeRejection, storeSignal } from './stored-rows.js';

const SYMBOL = 'ALPHA-SIM';
const TIMEFRAME = '15m';
const CSV = { 'content-type': 'text/csv' };

let servers: TestServers;
let database: DataSource;
let api: string;
let bars: PriceBar[];
let signal: { id: string; barTimeMs: number };
let rejection: { id: string; barTimeMs: number };

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  bars = [];
  for (const bar of simulateMarket(7, SYMBOL)) {
    bars.push(bar);
    if (bars.length === 2_000) break;
  }
  await storeInstrument(database, SYMBOL);
  await new BarStore(database).append(
    bars.map((bar) => ({ symbol: SYMBOL, timeframe: TIMEFRAME, ...bar, source: 'SIMULATED' as const })),
  );
  await storeGap();
  const series = [{ instrument: inferInstrument(SYMBOL), timeframe: TIMEFRAME, simulated: true, bars }] as const;
  const { signals, rejections } = runBacktest({ series, initialEquity: '100000' });
  signal = signals[0]!;
  rejection = rejections.at(-1)!;
  await storeSignal(database, signals[0]!);
  await storeRejection(database, rejections.at(-1)!);
  api = `${(await startGateway(servers)).url}/api/v1`;
}, 120_000);

afterAll(async () => {
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

/** Daily bars of a stock: Thursday and Friday are missing, and the weekend is not. */
async function storeGap(): Promise<void> {
  const rows = ['2024-01-02', '2024-01-03', '2024-01-08'].map((day, at) => ({
    symbol: 'AAPL',
    timeframe: '1d' as const,
    openTimeMs: Date.parse(`${day}T00:00:00Z`),
    open: '10',
    high: '12',
    low: '9',
    close: '11',
    volume: String(at),
    source: 'CSV' as const,
  }));
  await storeInstrument(database, 'AAPL');
  await new BarStore(database).append(rows);
}

const preview = (csv: string, symbol = 'AAPL') =>
  post(`${api}/imports/preview?symbol=${symbol}&timeframe=1d`, csv, CSV);

describe('a decision as of its bar', () => {
  it('ends with the bar that was decided on, and knows the range of its signal as it stood then', async () => {
    const { status, body } = await get(`${api}/signals/${encodeURIComponent(signal.id)}/as-of`);
    expect(status).toBe(200);
    const at = new Date(signal.barTimeMs).toISOString();
    expect(body).toMatchObject({ as_of: at, is_complete: true, decision: { id: signal.id } });
    expect(body.bars.at(-1).open_time).toBe(at);
    const { range_id: id, ice, creek } = body.decision.range_levels;
    const range = body.ranges.find((each: { range_id: string }) => each.range_id === id);
    expect(Number(range.ice)).toBeCloseTo(Number(ice), 2);
    expect(Number(range.creek)).toBeCloseTo(Number(creek), 2);
  });

  it('says nothing that was known later', async () => {
    const { body } = await get(`${api}/rejections/${encodeURIComponent(rejection.id)}/as-of`);
    const times = [
      ...body.bars.map((bar: { open_time: string }) => bar.open_time),
      ...body.ranges.map((range: { known_at: string }) => range.known_at),
      ...body.zones.map((zone: { from_time: string }) => zone.from_time),
      ...body.phases.map((phase: { known_at: string }) => phase.known_at),
    ];
    expect(times.length).toBeGreaterThan(300);
    expect(times.filter((time) => time > body.as_of)).toEqual([]);
  });

  it('is the same after more bars have come', async () => {
    const before = await get(`${api}/signals/${encodeURIComponent(signal.id)}/as-of`);
    await database.query(`delete from bars where symbol = $1 and open_time > $2`, [SYMBOL, new Date(signal.barTimeMs)]);
    const after = await get(`${api}/signals/${encodeURIComponent(signal.id)}/as-of`);
    expect(after.body).toEqual(before.body);
    await new BarStore(database).append(
      bars.map((bar) => ({ symbol: SYMBOL, timeframe: TIMEFRAME, ...bar, source: 'SIMULATED' as const })),
    );
  });

  it('is not there for what nobody decided', async () => {
    expect(await get(`${api}/signals/none/as-of`)).toMatchObject({ status: 404, body: { code: 'unknown-signal' } });
    expect(await get(`${api}/rejections/none/as-of`)).toMatchObject({ status: 404 });
  });
});

describe('levels of a series', () => {
  it('are zones that still count, and where the longer timeframe stands', async () => {
    const { body } = await get(`${api}/levels?symbol=${SYMBOL}&timeframe=${TIMEFRAME}`);
    expect(body.zones.length).toBeGreaterThan(0);
    for (const zone of body.zones) {
      expect(Number(zone.low)).toBeLessThan(Number(zone.high));
      expect(zone.state).not.toBe('DEAD');
    }
    expect(body.higher).toMatchObject({ timeframe: '4h' });
    expect(await get(`${api}/levels?symbol=NOBODY&timeframe=1d`)).toMatchObject({ status: 404 });
  });
});

describe('what is stored', () => {
  it('is counted by series', async () => {
    const { body } = await get(`${api}/bars/series`);
    expect(body.items).toContainEqual(
      expect.objectContaining({
        symbol: SYMBOL,
        timeframe: TIMEFRAME,
        bars: 2_000,
        first_bar_time: new Date(bars[0]!.openTimeMs).toISOString(),
        last_bar_time: new Date(bars.at(-1)!.openTimeMs).toISOString(),
      }),
    );
  });

  it('has a gap where the calendar expects bars', async () => {
    const { body } = await get(`${api}/bars/gaps?symbol=AAPL&timeframe=1d`);
    expect(body).toMatchObject({
      bars_read: 3,
      missing_bars: 2,
      items: [{ after: '2024-01-03T00:00:00.000Z', before: '2024-01-08T00:00:00.000Z', missing_bars: 2 }],
    });
  });
});

describe('the preview of an import', () => {
  it('says what ingest would say of each line, and keeps none', async () => {
    const { body } = await preview(
      [
        'timestamp,open,high,low,close,volume',
        '2024-01-08,10,12,9,11,2',
        '2024-01-09,10,12,9,11,5',
        '2024-01-10,10,8,9,11,5',
        '2024-01-11,10,12,nine,11,5',
        '2024-01-12,10,12',
        '2024-01-12,10,12,9,11,7',
      ].join('\n'),
    );
    expect(body).toMatchObject({ rows: 6, accepted: 2, duplicate: 1, refused: 3, gaps: 1 });
    expect(body.refusals.map(({ line, field, rule }: Record<string, unknown>) => [line, field, rule])).toEqual([
      [4, 'high', 'high-below-low'],
      [5, 'low', 'not-a-number'],
      [6, null, 'cell-count'],
    ]);
    const [stored] = (await database.query(`select count(*)::int as count from bars where symbol = 'AAPL'`)) as {
      count: number;
    }[];
    expect(stored?.count).toBe(3);
  });

  it('reads a symbol nobody has heard of, and no file without a header', async () => {
    expect(
      (await preview('timestamp,open,high,low,close,volume\n2024-01-08,10,12,9,11,2', 'NEWCO')).body,
    ).toMatchObject({
      accepted: 1,
    });
    expect(await preview('nonsense')).toMatchObject({ status: 422, body: { code: 'unreadable-file' } });
  });
});
