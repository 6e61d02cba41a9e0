import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MAX_REFERENCE_ROWS } from '@tape/contracts';
import { RunningIngest } from './running-ingest.js';

const at = (text: string): number => Date.parse(text);
const JANUARY = { knownFromMs: at('2024-01-01T00:00:00Z'), knownToMs: at('2024-02-01T00:00:00Z') };
let ingest: RunningIngest;

beforeAll(async () => {
  ingest = await RunningIngest.start();
}, 120_000);

afterAll(async () => {
  await ingest?.stop();
});

beforeEach(async () => {
  // Row by row: the running service reads these tables, and a truncate would want them for itself alone.
  for (const table of ['earnings_dates', 'economic_events', 'calendar_coverage', 'forex_rates', 'instruments'])
    await ingest.query(`delete from ${table}`);
});

const earnings = () =>
  ingest.query<{ symbol: string; at: Date }>('select symbol, at from earnings_dates order by symbol, at');
const coverage = () =>
  ingest.query<{ name: string }>(
    `select kind || ' ' || subject || ' ' || (known_from at time zone 'UTC')::date || ' ' || (known_to at time zone 'UTC')::date as name
     from calendar_coverage order by 1`,
  );

const sectors = () => ingest.query('select symbol, sector from instruments order by symbol');
const cover = (from: string, to: string) =>
  ingest.reference({ subjects: ['AAPL'], knownFromMs: at(from), knownToMs: at(to) });

describe('earnings', () => {
  const rows = [
    { symbol: 'AAPL', at: '2024-01-31T21:30:00Z' },
    { symbol: 'MSFT', at: '2024-01-30', session: 'AMC' },
  ];

  it('are stored once, however often they are sent', async () => {
    expect(await ingest.reference({ rows })).toMatchObject({ stored: 2, unchanged: 0, refused: 0, coverage: [] });
    expect(await ingest.reference({ rows: [...rows, ...rows] })).toMatchObject({ stored: 0, unchanged: 4, refused: 0 });
    expect(await earnings()).toEqual([
      { symbol: 'AAPL', at: new Date('2024-01-31T21:30:00Z') },
      { symbol: 'MSFT', at: new Date('2024-01-30T21:30:00Z') },
    ]);
  });

  it('name bad rows by place, field and rule, and keep the good ones', async () => {
    const answer = await ingest.reference({ rows: [{ symbol: 'AAPL', at: 'soon' }, ...rows, { at: '2024-01-31' }] });
    expect(answer).toMatchObject({
      stored: 2,
      refused: 2,
      outcomes: [
        { index: 0, field: 'at', rule: 'bad-time', message: expect.stringMatching(/^at: 'soon' is no time/) },
        { index: 3, field: 'symbol', rule: 'missing' },
      ],
    });
  });

  it('cover the symbols they name for the time they are said to be complete for', async () => {
    const answer = await ingest.reference({ rows, subjects: ['TSLA'], ...JANUARY });
    expect(answer.notCovered).toEqual([]);
    expect(answer.coverage).toEqual(
      ['AAPL', 'MSFT', 'TSLA'].map((subject) => ({ kind: 'EARNINGS', subject, ...JANUARY })),
    );
  });

  it('remove a date that is moved, within that time and of those symbols only', async () => {
    const others = [
      { symbol: 'AAPL', at: '2024-02-01T00:00:00.001Z' },
      { symbol: 'TSLA', at: '2024-01-24T21:30:00Z' },
    ];
    await ingest.reference({ rows: [...rows, ...others] });
    const moved = { symbol: 'AAPL', at: '2024-01-25T21:30:00Z' };
    const answer = await ingest.reference({ rows: [moved, rows[1]!], ...JANUARY });
    expect(answer).toMatchObject({ stored: 1, unchanged: 1, removed: 1 });
    expect((await earnings()).map((row) => `${row.symbol} ${row.at.toISOString()}`)).toEqual([
      'AAPL 2024-01-25T21:30:00.000Z',
      'AAPL 2024-02-01T00:00:00.001Z',
      'MSFT 2024-01-30T21:30:00.000Z',
      'TSLA 2024-01-24T21:30:00.000Z',
    ]);
  });

  it('join times that meet and keep those apart that do not', async () => {
    await cover('2024-01-01T00:00:00Z', '2024-01-31T23:59:59.999Z');
    await cover('2024-04-01T00:00:00Z', '2024-05-01T00:00:00Z');
    await cover('2024-02-01T00:00:00Z', '2024-03-01T00:00:00Z');
    expect((await coverage()).map((row) => row.name)).toEqual([
      'EARNINGS AAPL 2024-01-01 2024-03-01',
      'EARNINGS AAPL 2024-04-01 2024-05-01',
    ]);
    await cover('2024-02-15T00:00:00Z', '2024-04-15T00:00:00Z');
    expect((await coverage()).map((row) => row.name)).toEqual(['EARNINGS AAPL 2024-01-01 2024-05-01']);
    await cover('2023-12-01T00:00:00Z', '2023-12-31T23:59:59.999Z');
    expect((await coverage()).map((row) => row.name)).toEqual(['EARNINGS AAPL 2023-12-01 2024-05-01']);
  });

  it('do not cover a symbol one of whose rows cannot be read, nor anybody when a row does not say whose it is', async () => {
    const spoilt = await ingest.reference({ rows: [...rows, { symbol: 'AAPL', at: '2024-01-31' }], ...JANUARY });
    expect(spoilt).toMatchObject({ notCovered: ['AAPL'], coverage: [{ subject: 'MSFT' }] });
    const unknown = await ingest.reference({ rows: [...rows, { symbol: '?', at: '2024-01-31' }], ...JANUARY });
    expect(unknown).toMatchObject({ stored: 0, unchanged: 2, notCovered: ['*'], coverage: [] });
  });

  it.each([
    ['half a time', { knownFromMs: JANUARY.knownFromMs }],
    ['a time backwards', { knownFromMs: JANUARY.knownToMs, knownToMs: JANUARY.knownFromMs }],
    ['subjects without a time', { subjects: ['AAPL'] }],
    ['a time of rates', { kind: 'RATES' as const, ...JANUARY }],
    ['a subject that is no currency', { kind: 'ECONOMIC' as const, subjects: ['AAPL'], ...JANUARY }],
  ])('are refused as a whole with %s', async (_what, request) => {
    await expect(ingest.reference(request)).rejects.toMatchObject({ code: 'bad-coverage', retryable: false });
  });

  it('come in requests of a bounded size', async () => {
    const many = Array.from({ length: MAX_REFERENCE_ROWS + 1 }, (_, i) => ({
      symbol: 'AAPL',
      at: JANUARY.knownFromMs + i,
    }));
    await expect(ingest.reference({ rows: many })).rejects.toMatchObject({ code: 'bad-request' });
    expect(await ingest.reference({ rows: many.slice(1) })).toMatchObject({ stored: MAX_REFERENCE_ROWS });
  });

  it('of many requests at once leave one coverage', async () => {
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        ingest.reference({
          subjects: ['AAPL'],
          knownFromMs: JANUARY.knownFromMs + i,
          knownToMs: JANUARY.knownToMs + i,
        }),
      ),
    );
    expect(await coverage()).toHaveLength(1);
  });
});

describe('economic events', () => {
  const kind = 'ECONOMIC' as const;

  it('cover what they name, and every kind of the currencies named besides', async () => {
    const rows = [{ kind: 'FOMC', at: '2024-01-31T19:00:00Z' }];
    const answer = await ingest.reference({ kind, rows, subjects: ['JPY'], ...JANUARY });
    expect(answer.stored).toBe(1);
    expect(answer.coverage.map((each) => `${each.kind} ${each.subject}`)).toEqual([
      'BOJ JPY',
      'CPI JPY',
      'FOMC USD',
      'GDP JPY',
      'UNEMPLOYMENT JPY',
    ]);
  });

  it('do not cover a kind one of whose rows has no time', async () => {
    const rows = [
      { kind: 'FOMC', at: '2024-01-31T19:00:00Z' },
      { kind: 'CPI', currency: 'USD', at: '2024-01-11' },
      { kind: 'CPI', currency: 'EUR', at: '2024-01-17T10:00:00Z' },
    ];
    const answer = await ingest.reference({ kind, rows, ...JANUARY });
    expect(answer).toMatchObject({ notCovered: ['CPI'], coverage: [{ kind: 'FOMC' }] });
  });
});

describe('rates', () => {
  const kind = 'RATES' as const;
  const row = { pair: 'EUR/USD', at: '2024-01-31', rate: '1.0840' };

  it('are stored exactly, and replaced by a later import', async () => {
    expect(await ingest.reference({ kind, rows: [row] })).toMatchObject({ stored: 1, changed: 0 });
    expect(await ingest.reference({ kind, rows: [row] })).toMatchObject({ stored: 0, changed: 0, unchanged: 1 });
    expect(await ingest.reference({ kind, rows: [{ ...row, rate: '1.08412345' }] })).toMatchObject({ changed: 1 });
    expect(await ingest.query('select base, quote, at, rate from forex_rates')).toEqual([
      { base: 'EUR', quote: 'USD', at: new Date('2024-02-01T00:00:00Z'), rate: '1.08412345' },
    ]);
  });

  it('are refused where a file contradicts itself or knows the future', async () => {
    const rows = [row, { ...row, rate: 1.084 }, { ...row, rate: '1.09' }, { ...row, at: '2999-01-01T00:00:00Z' }];
    expect(await ingest.reference({ kind, rows })).toMatchObject({
      stored: 1,
      unchanged: 1,
      outcomes: [
        { index: 3, field: 'at', rule: 'in-the-future' },
        { index: 2, field: 'rate', rule: 'conflicting-repeat' },
      ]
        .toSorted((a, b) => a.index - b.index)
        .map((each) => expect.objectContaining(each)),
    });
  });
});

describe('instruments', () => {
  const kind = 'INSTRUMENTS' as const;

  it('get a sector, before their first bar or after it', async () => {
    await ingest.send([
      { symbol: 'MSFT', timeframe: '1d', timestamp: '2024-01-02', open: 1, high: 1, low: 1, close: 1, volume: 1 },
    ]);
    const rows = [
      { symbol: 'AAPL', sector: 'Technology' },
      { symbol: 'MSFT', sector: 'Technology' },
    ];
    expect(await ingest.reference({ kind, rows })).toMatchObject({ stored: 1, changed: 1, refused: 0 });
    expect(await ingest.reference({ kind, rows })).toMatchObject({ stored: 0, changed: 0, unchanged: 2 });
    expect(await ingest.reference({ kind, rows: [{ symbol: 'AAPL', sector: '' }] })).toMatchObject({ changed: 1 });
    expect(await sectors()).toEqual([
      { symbol: 'AAPL', sector: null },
      { symbol: 'MSFT', sector: 'INFORMATION_TECHNOLOGY' },
    ]);
  });

  it('that are no stocks have none, whatever their symbol looks like', async () => {
    await ingest.query(
      `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source)
       values ('GOLD', 'FOREX', 0.01, 0.01, 'LOTS', 100, 'TICK')`,
    );
    const rows = [
      { symbol: 'GOLD', sector: 'Materials' },
      { symbol: 'BTCUSDT', sector: 'Materials' },
      { symbol: 'X', sector: 'Steel' },
    ];
    expect(await ingest.reference({ kind, rows })).toMatchObject({
      stored: 0,
      changed: 0,
      outcomes: [{ rule: 'not-a-stock' }, { rule: 'not-a-stock' }, { rule: 'bad-sector' }],
    });
  });
});
