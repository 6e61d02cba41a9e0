import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type EventDefinition,
  type EventOrigin,
  type OutgoingEvent,
  type PatternDetected,
  outgoing,
} from '@tape/contracts';
import { InstrumentStore, openDataSource, Outbox, runMigrations } from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { Assessments } from '../src/assessments.js';
import { RiskStateRepository } from '../src/risk-state.repository.js';
import { TradeBook } from '../src/trade-book.repository.js';

const DAY = 86_400_000;
const BAR = Date.parse('2024-03-01T00:00:00Z');

const publisher = {
  outgoing: ((definition: EventDefinition, payload: unknown, origin: Omit<EventOrigin, 'source'>): OutgoingEvent =>
    outgoing(definition, payload, { ...origin, source: 'risk' }, 16)) as never,
};

let servers: TestServers;
let replicas: { database: DataSource; assessments: Assessments }[];

/** A replica of the risk service: its own connections on the same database. */
async function replica(name: string): Promise<{ database: DataSource; assessments: Assessments }> {
  const database = await openDataSource({ url: servers.databaseUrl, applicationName: name });
  const instruments = new InstrumentStore(database);
  const states = new RiskStateRepository();
  const assessments = new Assessments({
    database,
    states,
    book: new TradeBook(instruments),
    outbox: new Outbox('risk'),
    publisher,
    instruments,
  });
  return { database, assessments };
}

beforeAll(async () => {
  servers = await testServers();
  replicas = [];
  for (let i = 0; i < 4; i += 1) replicas.push(await replica(`risk-${i}`));
  await runMigrations(replicas[0]!.database);
}, 120_000);

afterAll(async () => {
  for (const { database } of replicas) await database.destroy();
  await servers?.stop();
});

beforeEach(async () => {
  const { database } = replicas[0]!;
  await database.query('truncate portfolios, reservations, campaigns, risk_assessments, outbox, instruments cascade');
  await new RiskStateRepository().create(database, '100000');
});

async function candidate(symbol: string, sector: string): Promise<PatternDetected> {
  await replicas[0]!.database.query(
    `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source, sector, simulated)
     values ($1, 'STOCK', 0.01, 1, 'SHARES', 1, 'TRADED', $2, false) on conflict do nothing`,
    [symbol, sector],
  );
  return {
    id: `${symbol}:1d:LPS:${BAR}:r`,
    symbol,
    timeframe: '1d',
    assetClass: 'STOCK',
    simulated: false,
    pattern: 'LPS',
    side: 'ACCUMULATION',
    direction: 'LONG',
    phase: 'D',
    phaseConfidence: 80,
    phaseBBars: 20,
    eventTimeMs: BAR,
    knownAtMs: BAR,
    closeTimeMs: BAR + DAY,
    entry: '100',
    stop: '95',
    targets: { primary: '120', secondary: ['110', '115'], conservative: '110' },
    guard: { kind: 'CAMPAIGN_ICE', price: '96' },
    confidence: 80,
    components: { pattern: 80, phase: 80, volume: 80 },
    scoreParts: {},
    range: {
      id: 'r',
      startTimeMs: BAR - 60 * DAY,
      ice: '90',
      creek: '98',
      jump: '120',
      iceStrength: 70,
      creekStrength: 70,
      quality: 80,
      widthPercent: 8,
      durationBars: 60,
    },
    volume: {
      relativeVolume: 0.8,
      rangeRelativeVolume: 0.8,
      testVolumeRatio: null,
      springType: null,
      closePosition: 0.7,
      source: 'TRADED',
    },
    market: { atr: '2', atrPercentile: 50, volumePercentile: 50, adx: 30, trend: 'TRENDING_UP' },
    higher: null,
  };
}

async function heldRisk(): Promise<number> {
  const [row] = await replicas[0]!.database.query(
    `select coalesce(sum(risk_amount), 0) as risk from reservations where status = 'HELD'`,
  );
  return Number(row.risk);
}

describe('assessments by four replicas over one account', () => {
  it('never reserve together more than the caps allow', async () => {
    const candidates: PatternDetected[] = [];
    for (let i = 0; i < 60; i += 1) candidates.push(await candidate(`S${i}`, `sector-${i % 7}`));
    const answers = await Promise.all(
      candidates.map((pattern, index) => replicas[index % replicas.length]!.assessments.assess(pattern)),
    );
    const passed = answers.filter((answer) => answer.sizing !== null);
    const risked = await heldRisk();
    expect(passed.length).toBeGreaterThan(10);
    expect(risked).toBeLessThanOrEqual(10_000);
    // One more would have broken the cap: none was refused for another one's money.
    expect(risked + 700).toBeGreaterThan(10_000);
    const refused = answers.filter((answer) => answer.sizing === null);
    expect(new Set(refused.map((answer) => answer.verdict.reason))).toEqual(new Set(['portfolio-heat-cap']));
  }, 60_000);

  it('give one pattern one answer and one reservation, however often and wherever it is asked', async () => {
    const pattern = await candidate('AAPL', 'tech');
    const answers = await Promise.all(
      replicas.flatMap(({ assessments }) => [assessments.assess(pattern), assessments.assess(pattern)]),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer, Object.keys(answer).toSorted()))).size).toBe(1);
    const [row] = await replicas[0]!.database.query('select count(*)::int as n from reservations');
    expect(row.n).toBe(1);
  });

  it('give the money back once', async () => {
    const { assessments } = replicas[0]!;
    const answer = await assessments.assess(await candidate('MSFT', 'tech'));
    expect(await heldRisk()).toBeGreaterThan(0);
    expect(await assessments.release(answer.sizing!.reservationId, 'strategy:earnings')).toBe(true);
    expect(await assessments.release(answer.sizing!.reservationId, 'strategy:earnings')).toBe(false);
    expect(await heldRisk()).toBe(0);
    const [campaign] = await replicas[0]!.database.query('select state, reason from campaigns');
    expect(campaign).toEqual({ state: 'COMPLETED', reason: 'strategy:earnings' });
  });
});
