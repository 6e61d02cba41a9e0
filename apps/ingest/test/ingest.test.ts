import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isoTime, simulateMarket } from '@tape/market';
import { RunningIngest, until } from './running-ingest.js';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2024, 0, 1);

function bar(symbol: string, hour: number, changes: Record<string, unknown> = {}): Record<string, unknown> {
  const timestamp = isoTime(START + hour * HOUR_MS);
  return {
    symbol,
    timeframe: '1h',
    timestamp,
    open: '10',
    high: '12',
    low: '9',
    close: '11',
    volume: '100',
    ...changes,
  };
}

function hours(symbol: string, from: number, to: number): Record<string, unknown>[] {
  return Array.from({ length: to - from }, (_, index) => bar(symbol, from + index));
}

function day(symbol: string, timestamp: string): Record<string, unknown> {
  return { ...bar(symbol, 0), timeframe: '1d', timestamp };
}

describe('ingest', () => {
  let ingest: RunningIngest;
  beforeAll(async () => {
    ingest = await RunningIngest.start();
  }, 120_000);
  afterAll(async () => {
    await ingest?.stop();
  });

  it('puts good bars on the tape in order, each naming the one before it, and into Postgres', async () => {
    const answer = await ingest.send(hours('BTCUSDT', 0, 50), 'CSV');
    expect(answer).toEqual({ accepted: 50, duplicate: 0, refused: 0, gaps: 0, outcomes: [] });
    const tape = await ingest.tape('BTCUSDT');
    expect(tape.map((each) => each.openTimeMs)).toEqual(
      Array.from({ length: 50 }, (_, hour) => START + hour * HOUR_MS),
    );
    expect(tape.map((each) => each.previousOpenTimeMs)).toEqual([
      null,
      ...tape.slice(0, -1).map((each) => each.openTimeMs),
    ]);
    expect(tape[0]).toMatchObject({ assetClass: 'CRYPTO', source: 'CSV', open: '10' });
    await until(async () => (await ingest.storedTimes('BTCUSDT')).length === 50);
    const [instrument] = await ingest.query("select asset_class, simulated from instruments where symbol = 'BTCUSDT'");
    expect(instrument).toEqual({ asset_class: 'CRYPTO', simulated: false });
  });

  it.each([
    ['malformed', 'close', 'not-a-number', { close: 'twelve' }],
    ['inverted', 'high', 'high-below-low', { high: '8', low: '9' }],
    ['negative price', 'low', 'not-positive', { low: '-1' }],
    ['negative volume', 'volume', 'negative-volume', { volume: -5 }],
    ['NaN', 'open', 'not-finite', { open: 'NaN' }],
    ['missing', 'close', 'missing', { close: undefined }],
    ['future', 'timestamp', 'in-the-future', { timestamp: '2100-01-01T00:00:00Z' }],
    ['off the grid', 'timestamp', 'off-grid', { timestamp: '2024-01-01T00:10:00Z' }],
    ['unreadable time', 'timestamp', 'bad-timestamp', { timestamp: '1.1.24' }],
    ['unknown timeframe', 'timeframe', 'bad-timeframe', { timeframe: '7m' }],
    ['unknown symbol', 'symbol', 'bad-symbol', { symbol: 'b t c' }],
  ])(
    'refuses a %s bar, names field and rule, and takes the good ones beside it',
    async (name, field, rule, changes) => {
      const symbol = `${name.toUpperCase().replaceAll(' ', '-')}-USDT`;
      const answer = await ingest.send([bar(symbol, 0), { ...bar(symbol, 1), ...changes }, bar(symbol, 1)]);
      expect(answer).toMatchObject({ accepted: 2, duplicate: 0, refused: 1 });
      expect(answer.outcomes).toEqual([
        { index: 1, outcome: 'refused', field, rule, message: expect.stringContaining(`[${rule}]`) },
      ]);
      expect(await ingest.tape(symbol)).toHaveLength(2);
    },
  );

  it('does not register a symbol of which it never saw a good bar', async () => {
    await ingest.send([bar('NEVERUSDT', 0, { open: 'x' })]);
    expect(await ingest.query("select 1 from instruments where symbol = 'NEVERUSDT'")).toEqual([]);
  });

  it('registers pairs with the volume source of its settings, and leaves those that are there', async () => {
    const sources = () =>
      ingest.query("select symbol, volume_source as source from instruments where symbol like 'NZD%' order by symbol");
    await ingest.send([bar('NZDCAD', 0)]);
    expect(await sources()).toEqual([{ symbol: 'NZDCAD', source: 'TICK' }]);
    await ingest.down();
    await ingest.up({ FOREX_VOLUME_SOURCE: 'TRADED' });
    await ingest.send([bar('NZDUSD', 0), bar('NZDCAD', 1), bar('NZDUSDT', 0)]);
    expect(await sources()).toEqual([
      { symbol: 'NZDCAD', source: 'TICK' },
      { symbol: 'NZDUSD', source: 'TRADED' },
      { symbol: 'NZDUSDT', source: 'TRADED' },
    ]);
    await ingest.down();
    await ingest.up();
  });

  it('calls a bar that is there a duplicate, at once and long after, and refuses another in its place', async () => {
    expect(await ingest.send([...hours('ETHUSDT', 0, 3), bar('ETHUSDT', 1)])).toMatchObject({
      accepted: 3,
      duplicate: 1,
    });
    await until(async () => (await ingest.storedTimes('ETHUSDT')).length === 3);
    expect(await ingest.send(hours('ETHUSDT', 0, 3))).toMatchObject({ accepted: 0, duplicate: 3, refused: 0 });
    const conflict = await ingest.send([bar('ETHUSDT', 1, { close: '11.5' }), bar('ETHUSDT', 1, { close: '11.00' })]);
    expect(conflict).toMatchObject({ accepted: 0, duplicate: 1, refused: 1 });
    expect(conflict.outcomes[0]).toMatchObject({ index: 0, field: 'close', rule: 'conflicting-duplicate' });
    expect(await ingest.tape('ETHUSDT')).toHaveLength(3);
  });

  it('refuses a bar that comes behind a later one', async () => {
    const answer = await ingest.send([bar('SOLUSDT', 0), bar('SOLUSDT', 2), bar('SOLUSDT', 1)]);
    expect(answer).toMatchObject({ accepted: 2, refused: 1, gaps: 1 });
    expect(answer.outcomes[0]).toMatchObject({ index: 2, rule: 'out-of-order' });
  });

  it('takes bars behind a gap and says how many are missing', async () => {
    expect(await ingest.send([bar('ADAUSDT', 0), bar('ADAUSDT', 5)])).toMatchObject({ accepted: 2, gaps: 1 });
    expect(await ingest.gaps('ADAUSDT')).toEqual([
      expect.objectContaining({ lastOpenTimeMs: START, atMs: START + 5 * HOUR_MS, missingBars: 4 }),
    ]);
  });

  it('sees no gap in a weekend of a market that closes', async () => {
    const answer = await ingest.send([day('KO', '2024-01-12'), day('KO', '2024-01-16')]);
    expect(answer).toMatchObject({ accepted: 2, gaps: 0 });
  });

  it('never interleaves requests on one series', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, part) => ingest.send(hours('XRPUSDT', part * 100, part * 100 + 100))),
    );
    expect(answers.every((answer) => answer.accepted + answer.refused === 100)).toBe(true);
    const tape = await ingest.tape('XRPUSDT');
    expect(tape).toHaveLength(answers.reduce((sum, answer) => sum + answer.accepted, 0));
    for (const [index, each] of tape.entries()) {
      expect(each.previousOpenTimeMs).toBe(index === 0 ? null : tape[index - 1]?.openTimeMs);
    }
  });

  it('knows its series: head, stored part and number of bars', async () => {
    await ingest.send(hours('DOTUSDT', 0, 4));
    await until(async () => (await ingest.storedTimes('DOTUSDT')).length === 4);
    const last = START + 3 * HOUR_MS;
    await until(async () =>
      (await ingest.series()).some(
        (one) => one.symbol === 'DOTUSDT' && one.storedThroughMs === last && one.acceptedBars === 4,
      ),
    );
  });

  it('after a restart goes on where the tape ends, and fetches from the stream what Postgres lacks', async () => {
    await ingest.send(hours('LTCUSDT', 0, 10));
    await until(async () => (await ingest.storedTimes('LTCUSDT')).length === 10);
    await ingest.query("delete from bars where symbol = 'LTCUSDT' and open_time >= $1", [
      new Date(START + 7 * HOUR_MS),
    ]);
    await ingest.down();
    await ingest.up();
    expect((await ingest.series()).find((one) => one.symbol === 'LTCUSDT')?.lastOpenTimeMs).toBe(START + 9 * HOUR_MS);
    expect(await ingest.send([bar('LTCUSDT', 10)])).toMatchObject({ accepted: 1, gaps: 0 });
    await until(async () => (await ingest.storedTimes('LTCUSDT')).length === 11);
    expect(await ingest.storedTimes('LTCUSDT')).toEqual(
      Array.from({ length: 11 }, (_, hour) => START + hour * HOUR_MS),
    );
    expect(await ingest.send([bar('LTCUSDT', 8), bar('LTCUSDT', 8, { close: '9.5' })])).toMatchObject({
      duplicate: 1,
      refused: 1,
    });
  }, 60_000);
});

describe('ingest with the demo market', () => {
  const SETTINGS = { MARKET_SIMULATOR: 'on', SIMULATOR_HISTORY_BARS: '150', SIMULATOR_BARS_PER_SECOND: '20' };
  let ingest: RunningIngest;
  beforeAll(async () => {
    ingest = await RunningIngest.start(SETTINGS);
  }, 120_000);
  afterAll(async () => {
    await ingest?.stop();
  });

  it('plays history, then time, and goes on behind its last bar after a restart', async () => {
    await until(async () => (await ingest.storedTimes('JUNIPER-SIM')).length > 160);
    await ingest.down();
    await ingest.up(SETTINGS);
    const before = (await ingest.tape('ALPHA-SIM')).length;
    await until(async () => (await ingest.tape('ALPHA-SIM')).length > before + 10);
    const tape = await ingest.tape('ALPHA-SIM');
    const drawn = simulateMarket(7, 'ALPHA-SIM').take(tape.length).toArray();
    expect(
      tape.map(({ openTimeMs, open, high, low, close, volume }) => ({ openTimeMs, open, high, low, close, volume })),
    ).toEqual(drawn);
    expect(tape.every((each) => each.source === 'SIMULATED')).toBe(true);
    expect(await ingest.gaps('ALPHA-SIM')).toEqual([]);
    const watched = await ingest.query("select 1 from watchlist where timeframe = '15m' and desired_state = 'RUNNING'");
    expect(watched).toHaveLength(10);
    const [instrument] = await ingest.query("select simulated from instruments where symbol = 'ALPHA-SIM'");
    expect(instrument).toEqual({ simulated: true });
  }, 60_000);
});
