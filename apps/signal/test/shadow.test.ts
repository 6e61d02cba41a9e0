import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type BarIngested, barIngested } from '@tape/contracts';
import type { Delivery } from '@tape/messaging';
import {
  BarStore,
  InstrumentStore,
  openDataSource,
  Outbox,
  RateReader,
  runMigrations,
  SeriesProgress,
  type SeriesThrough,
} from '@tape/persistence';
import { BAR_RATE_DELAY_MS } from '@tape/risk-rules';
import { CoalescedWrites, WatermarkGate } from '@tape/service';
import { type TestServers, testServers } from '@tape/testing';
import { buildRejection, openShadow } from '@tape/trading';
import type { DetectedPattern } from '@tape/validation';
import type { DataSource } from 'typeorm';
import { ShadowHandler } from '../src/shadow.handler.js';
import { ShadowRepository } from '../src/shadow.repository.js';
import { SignalStore } from '../src/signal-store.repository.js';
import { DAY_0_MS, DAY_MS, pattern } from './sample-verdict.js';

const LAST_DAY = 9;
let servers: TestServers;
let database: DataSource;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'shadow-test' });
  await runMigrations(database);
  await database.query(
    `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source, simulated)
     values ('ACME', 'STOCK', 0.01, 1, 'SHARES', 1, 'TRADED', true),
            ('EUR/GBP', 'FOREX', 0.00001, 0.01, 'LOTS', 100000, 'TICK', true)`,
  );
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

beforeEach(async () => {
  await database.query('truncate shadow_outcomes, rejected_signals, outbox, series_progress, bars cascade');
  await decidedThrough(LAST_DAY);
});

/** Days 1 to 9: a rise from 100 to its target of 115, then a fall through the stop. */
const PRICES = ['100', '101', '104', '107', '112', '116', '108', '99', '90'];
const TAPE: readonly BarIngested[] = PRICES.map((close, index) => {
  const open = PRICES[index - 1] ?? '100';
  const [low, high] = [open, close].toSorted((a, b) => Number(a) - Number(b)) as [string, string];
  return {
    openTimeMs: DAY_0_MS + (index + 1) * DAY_MS,
    open,
    high,
    low,
    close,
    volume: '1000000',
    symbol: 'ACME',
    timeframe: '1d',
    assetClass: 'STOCK',
    source: 'SIMULATED',
    previousOpenTimeMs: DAY_0_MS + index * DAY_MS,
  };
});

async function decidedThrough(day: number): Promise<void> {
  const through = { symbol: 'ACME', timeframe: '1d', throughMs: DAY_0_MS + day * DAY_MS };
  await new SeriesProgress().advance(database, 'signal', [through]);
}

/** Refuses a candidate of the day as the verdict handler does. */
async function refuse(day: number, overrides: Partial<DetectedPattern> = {}): Promise<string> {
  const barTime = DAY_0_MS + day * DAY_MS;
  const candidate = pattern({
    id: `ACME:1d:SPRING:${barTime}:r1`,
    knownAtMs: barTime,
    closeTimeMs: barTime + DAY_MS,
    ...overrides,
  });
  const refusal = {
    stage: 'VOLUME',
    status: 'FAIL',
    validator: 'volume',
    reason: 'volume-too-high',
    message: 'loud',
    measured: '1.2',
    limit: '0.7',
    nearMiss: false,
    atMs: 1,
    metadata: {},
    checks: [] as [],
  } as const;
  const chain = { overall: 'FAIL' as const, needsReview: false, stages: [refusal] };
  const rejection = buildRejection({ pattern: candidate, chain, sizing: null });
  const event = { subject: 's', messageId: rejection.id, durable: true, envelope: '{}' } as never;
  const store = new SignalStore(database, new Outbox('signal'), new ShadowRepository());
  await store.keep([{ kind: 'rejection', rejection, shadow: openShadow(candidate), event }]);
  return rejection.id;
}

/** A process of its own: nothing is known to it but what is stored. */
function freshHandler(): ShadowHandler {
  const progress = new SeriesProgress();
  return new ShadowHandler({
    shadows: new ShadowRepository(),
    instruments: new InstrumentStore(database),
    bars: new BarStore(database),
    rates: new RateReader(database, BAR_RATE_DELAY_MS),
    database,
    gate: new WatermarkGate({ read: (of, series) => progress.read(database, of, series) }),
    progress: new CoalescedWrites<SeriesThrough>((rows) => progress.advance(database, 'shadow', rows)),
  });
}

const batchOf = (bars: readonly BarIngested[]): readonly Delivery[] =>
  bars.map((data, index) => ({
    event: { data } as Delivery['event'],
    definition: barIngested,
    streamSequence: index + 1,
    attempt: 1,
    pending: 0,
  }));

const outcomes = (): Promise<Record<string, unknown>[]> =>
  database.query(
    `select rejection_id, state, ending, trim_scale(entry_price)::text as entry, trim_scale(exit_price)::text as exit,
            trim_scale(r_multiple)::text as r, opened_at, closed_at, through, trade from shadow_outcomes order by 1`,
  );

/** Changes with every write to a row, one of the same values too. */
const version = (): Promise<unknown> => database.query('select xmin::text, ctid::text from shadow_outcomes');

describe('shadows of refused candidates', () => {
  it('are one row a rejection, stored with it, however often the verdict comes', async () => {
    const id = await refuse(0);
    expect(await refuse(0)).toBe(id);
    expect(await outcomes()).toMatchObject([{ rejection_id: id, state: 'OPEN', entry: null, r: null }]);
  });

  it('end with what the paper account would have earned', async () => {
    await refuse(0);
    await freshHandler().handle(batchOf(TAPE));
    const [row] = await outcomes();
    expect(row).toMatchObject({ state: 'WON', ending: 'target', entry: '100.02', exit: '115' });
    expect(row!['closed_at']).toEqual(new Date(DAY_0_MS + 6 * DAY_MS));
    expect(Number(row!['r'])).toBeGreaterThan(2.9);
  });

  it('end the same in any batches, after a restart at every bar, and when everything comes again', async () => {
    const candidates = [0, 1, 3, 6] as const;
    for (const day of candidates) await refuse(day);
    await freshHandler().handle(batchOf(TAPE));
    const undisturbed = await outcomes();
    expect(new Set(undisturbed.map((row) => row['state']))).not.toEqual(new Set(['OPEN']));

    await database.query('truncate shadow_outcomes, rejected_signals cascade');
    for (const day of candidates) await refuse(day);
    for (const one of TAPE) await freshHandler().handle(batchOf([one]));
    expect(await outcomes()).toEqual(undisturbed);
    await freshHandler().handle(batchOf(TAPE));
    await freshHandler().handle(batchOf(TAPE.slice(3)));
    expect(await outcomes()).toEqual(undisturbed);
  });

  it('cost no write where nothing happened', async () => {
    await refuse(0);
    const handler = freshHandler();
    await handler.handle(batchOf(TAPE.slice(0, 1)));
    const entered = await version();
    await handler.handle(batchOf(TAPE.slice(1, 4)));
    expect(await version()).toEqual(entered);
  });

  it('wait until the refusals of the bars before are stored', async () => {
    await database.query('truncate series_progress');
    await decidedThrough(0);
    const handled = freshHandler().handle(batchOf(TAPE.slice(0, 3)));
    await refuse(0);
    await decidedThrough(2);
    await handled;
    expect(await outcomes()).toMatchObject([{ state: 'OPEN', entry: '100.02' }]);
  });

  it('of a refusal stored late begin with the stored bars', async () => {
    await refuse(0);
    await freshHandler().handle(batchOf(TAPE));
    const undisturbed = await outcomes();

    await database.query('truncate shadow_outcomes, rejected_signals cascade');
    await freshHandler().handle(batchOf(TAPE.slice(0, 4)));
    await refuse(0);
    await freshHandler().handle(batchOf(TAPE.slice(4, 5)));
    expect(await outcomes()).toMatchObject([{ state: 'OPEN', entry: null }]);
    await new BarStore(database).append(TAPE);
    await freshHandler().handle(batchOf(TAPE.slice(5)));
    expect(await outcomes()).toEqual(undisturbed);
  });

  it.each([
    ['known', DAY_0_MS, { state: 'OPEN', ending: null }],
    ['not yet known', DAY_0_MS + 2 * DAY_MS, { state: 'EXPIRED', ending: 'rate-unavailable' }],
  ])('of a cross are entered when its rate is %s', async (_what, atMs, outcome) => {
    await database.query('truncate forex_rates');
    await database.query(`insert into forex_rates (base, quote, at, rate) values ('GBP', 'USD', $1, 1.25)`, [
      new Date(atMs),
    ]);
    const symbol = 'EUR/GBP';
    const through = { symbol, timeframe: '1d', throughMs: DAY_0_MS + LAST_DAY * DAY_MS };
    await new SeriesProgress().advance(database, 'signal', [through]);
    await refuse(0, { symbol, assetClass: 'FOREX' });
    await freshHandler().handle(batchOf(TAPE.slice(0, 3).map((one) => ({ ...one, symbol, assetClass: 'FOREX' }))));
    expect(await outcomes()).toMatchObject([outcome]);
  });

  it('of prices in no order are none from the start', async () => {
    await refuse(0, { stop: '100' });
    expect(await outcomes()).toMatchObject([{ state: 'EXPIRED', ending: 'prices-out-of-order' }]);
  });
});
