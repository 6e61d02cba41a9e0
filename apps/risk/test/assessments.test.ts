import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PatternDetected } from '@tape/contracts';
import { inferInstrument, type Instrument } from '@tape/market';
import { runMigrations } from '@tape/persistence';
import { assessAndReserve, checkBar, percentOf, amount, Amount, type RiskState } from '@tape/risk-rules';
import { type TestServers, testServers } from '@tape/testing';
import type { RiskAnswer } from '../src/assessments.js';
import {
  BAR_MS,
  DAY_MS,
  emptyAccount,
  openReplica,
  pattern,
  type RiskReplica,
  storeInstrument,
} from './risk-replica.js';

const REPLICAS = 4;
const CANDIDATES = 200;
/** 47 stocks of nine sectors, and now and then a pair or a coin. */
const STOCKS = 47;
const PAIRS = ['EURUSD', 'GBPUSD', 'USDJPY', 'EURGBP'];
const COINS = ['BTCUSDT', 'ETHUSDT', 'SOLUSDT'];

let servers: TestServers;
let replicas: RiskReplica[];
const order: string[] = [];

beforeAll(async () => {
  servers = await testServers();
  replicas = [];
  for (let i = 0; i < REPLICAS; i += 1) replicas.push(await openReplica(servers.databaseUrl, `risk-${i}`, order));
  await runMigrations(replicas[0]!.database);
}, 120_000);

afterAll(async () => {
  for (const { database } of replicas) await database.destroy();
  await servers?.stop();
});

beforeEach(async () => {
  order.length = 0;
  await emptyAccount(replicas[0]!.database);
});

const sectorOf = (symbol: string): string => `sector-${Number(symbol.slice(1)) % 9}`;

function instrumentOf(symbol: string): Instrument {
  const instrument = inferInstrument(symbol);
  return instrument.assetClass === 'STOCK' ? { ...instrument, sector: sectorOf(symbol) } : instrument;
}

/** Longs and shorts, tight and wide stops, rewards on both sides of the minimum: every cap and clip has its turn. */
function mixed(index: number): PatternDetected {
  const symbol =
    index % 10 === 3
      ? PAIRS[index % PAIRS.length]!
      : index % 10 === 7
        ? COINS[index % COINS.length]!
        : `S${index % STOCKS}`;
  const kind = (['SPRING', 'SOS', 'LPS', 'UTAD', 'SOW', 'LPSY'] as const)[index % 6]!;
  const isLong = index % 6 < 3;
  const distance = new Amount([1, 5, 2.5, 0.4, 8][index % 5]!);
  const gain = distance.times([4, 3, 1.9, 3.5][index % 4]!);
  const at = (move: Amount): string => new Amount(100).plus(isLong ? move : move.negated()).toFixed();
  const targets = { primary: at(gain), secondary: [], conservative: at(gain) };
  const guard = { kind: isLong ? 'CAMPAIGN_ICE' : 'UTAD_HIGH', price: at(distance.times(-0.9)) } as const;
  return pattern(symbol, {
    id: `${symbol}:1d:${kind}:${index}`,
    pattern: kind,
    side: isLong ? 'ACCUMULATION' : 'DISTRIBUTION',
    direction: isLong ? 'LONG' : 'SHORT',
    stop: at(distance.negated()),
    targets,
    guard,
    confidence: 70 + (index % 25),
    range: { ...pattern(symbol).range, id: `r${index % 3}`, startTimeMs: BAR_MS - (60 + (index % 3)) * DAY_MS },
  });
}

async function candidates(): Promise<PatternDetected[]> {
  const all = Array.from({ length: CANDIDATES }, (_, index) => mixed(index));
  for (const symbol of new Set(all.map((one) => one.symbol))) {
    await storeInstrument(replicas[0]!.database, symbol, /^S\d+$/.test(symbol) ? sectorOf(symbol) : null);
  }
  return all;
}

interface Step {
  readonly state: RiskState;
  readonly answer: RiskAnswer;
}

/** The pure rule over the same candidates, one after the other. */
function inSequence(start: RiskState, sequence: readonly PatternDetected[]): Step[] {
  const steps: Step[] = [];
  let state = start;
  for (const candidate of sequence) {
    const instrument = instrumentOf(candidate.symbol);
    const result = assessAndReserve(state, { candidate, instrument, instrumentOf, openPositions: [], rates: {} });
    state = result.state;
    steps.push({ state, answer: { verdict: result.verdict, sizing: result.sizing } as RiskAnswer });
  }
  return steps;
}

const storedState = async (): Promise<RiskState> => (await replicas[1]!.states.read(replicas[1]!.database)).state;

const reservationIds = (state: RiskState): string[] => state.reservations.map((row) => row.id).toSorted();

function expectWithinCaps({ portfolio, reservations }: RiskState): void {
  const used = (keep: (row: RiskState['reservations'][number]) => boolean): number =>
    percentOf(
      reservations.filter(keep).reduce((sum, row) => sum.plus(amount(row.riskAmount)), new Amount(0)),
      amount(portfolio.equity),
    ).toNumber();
  expect(used(() => true)).toBeLessThanOrEqual(10);
  for (const { campaignId, sector } of reservations) {
    expect(used((row) => row.campaignId === campaignId)).toBeLessThanOrEqual(5);
    expect(reservations.filter((row) => row.campaignId === campaignId).length).toBeLessThanOrEqual(5);
    if (sector !== null) expect(used((row) => row.sector === sector)).toBeLessThanOrEqual(6);
  }
  for (const currency of ['USD', 'EUR', 'GBP', 'JPY']) {
    expect(used((row) => PAIRS.includes(row.symbol) && row.symbol.includes(currency))).toBeLessThanOrEqual(6);
  }
}

describe(`${CANDIDATES} candidates at once, assessed by ${REPLICAS} replicas over one account`, () => {
  it('pass no cap, get one answer each, and the answer that the rule gives in the order of the lock', async () => {
    const all = await candidates();
    const start = await storedState();
    const answers = await Promise.all(all.map((one, index) => replicas[index % REPLICAS]!.queue.ask(one)));
    const answerOf = new Map(all.map((one, index) => [one.id, answers[index]!]));
    const byId = new Map(all.map((one) => [one.id, one]));
    expect(order).toHaveLength(CANDIDATES);

    const steps = inSequence(
      start,
      order.map((id) => byId.get(id)!),
    );
    for (const step of steps) expectWithinCaps(step.state);
    expect(steps.map((step) => step.answer)).toEqual(order.map((id) => answerOf.get(id)));

    const stored = await storedState();
    expectWithinCaps(stored);
    expect(reservationIds(stored)).toEqual(reservationIds(steps.at(-1)!.state));
    const [kept] = await replicas[0]!.database.query('select count(*)::int as answers from risk_assessments');
    expect(kept).toEqual({ answers: CANDIDATES });
    // The day was full: what was refused last was refused for the heat of those before.
    const reasons = new Set(answers.map((answer) => answer.verdict.reason));
    expect(reasons).toContain('portfolio-heat-cap');
    expect(reasons).toContain('reward-too-small');
    expect(reasons).toContain('rate-unavailable');
    expect(answers.filter((answer) => answer.sizing !== null).length).toBeGreaterThan(10);
  }, 60_000);

  it('one after the other, are refused exactly where the rule refuses', async () => {
    const all = await candidates();
    const start = await storedState();
    const answers: RiskAnswer[] = [];
    for (const [index, one] of all.entries()) answers.push(await replicas[index % REPLICAS]!.assessments.assess(one));
    expect(answers).toEqual(inSequence(start, all).map((step) => step.answer));
  }, 60_000);
});

describe('assessments by four replicas over one account', () => {
  it('leave no room for one more when heat is what refuses', async () => {
    const all = Array.from({ length: 60 }, (_, index) => pattern(`S${index}`));
    for (const { symbol } of all) await storeInstrument(replicas[0]!.database, symbol, sectorOf(symbol));
    const answers = await Promise.all(all.map((one, index) => replicas[index % REPLICAS]!.queue.ask(one)));
    const risked = await heldRisk();
    // 14 x 700 are 9 800: a fifteenth would have been one too many.
    expect(answers.filter((answer) => answer.sizing !== null)).toHaveLength(14);
    expect(risked).toBe(9_800);
    const refused = answers.filter((answer) => answer.sizing === null);
    expect(new Set(refused.map((answer) => answer.verdict.reason))).toEqual(new Set(['portfolio-heat-cap']));
  }, 60_000);

  it('give one pattern one answer and one reservation, however often and wherever it is asked', async () => {
    await storeInstrument(replicas[0]!.database, 'AAPL', 'tech');
    const one = pattern('AAPL');
    const answers = await Promise.all(
      replicas.flatMap(({ assessments, queue }) => [queue.ask(one), queue.ask(one), assessments.assess(one)]),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const [row] = await replicas[0]!.database.query('select count(*)::int as n from reservations');
    expect(row.n).toBe(1);
  });

  it('count the currencies of what is held by its record, where the symbol alone would not tell', async () => {
    const { database } = replicas[0]!;
    const pairs = Array.from('ABCDEFGHI', (letter) => `XD${letter}USD`);
    await database.query(
      `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source, simulated)
       select symbol, 'FOREX', 0.00001, 0.01, 'LOTS', 100000, 'TICK', false from unnest($1::text[]) as t (symbol)`,
      [pairs],
    );
    const trade = { entry: '1.1', stop: '1.095', targets: { primary: '1.12', secondary: [], conservative: '1.12' } };
    // Each risks 696.9: eight are 5 575.2 in dollars, nine would be over 6 000.
    const answers = await Promise.all(
      pairs.map((symbol, index) => replicas[index % REPLICAS]!.assessments.assess(pattern(symbol, trade))),
    );
    expect(answers.filter((answer) => answer.sizing !== null)).toHaveLength(8);
    const refused = answers.find((answer) => answer.sizing === null);
    expect(refused?.verdict.reason).toBe('currency-risk-cap');
  });
});

async function heldRisk(): Promise<number> {
  const [row] = await replicas[0]!.database.query(
    `select coalesce(sum(risk_amount), 0) as risk from reservations where status = 'HELD'`,
  );
  return Number(row.risk);
}

describe('a reservation', () => {
  beforeEach(() => storeInstrument(replicas[0]!.database, 'MSFT', 'tech'));

  it('is given back once, whichever replica is asked', async () => {
    const answer = await replicas[0]!.assessments.assess(pattern('MSFT'));
    expect(await heldRisk()).toBe(700);
    const released = await Promise.all(
      replicas.map(({ assessments }) => assessments.release(answer.sizing!.reservationId, 'strategy:earnings')),
    );
    expect(released.filter(Boolean)).toHaveLength(1);
    expect(await heldRisk()).toBe(0);
    const [campaign] = await replicas[0]!.database.query('select state, reason from campaigns');
    expect(campaign).toEqual({ state: 'COMPLETED', reason: 'strategy:earnings' });
  });

  it.each([
    ['the bar before its expiry', 4, 'HELD', 700],
    ['the bar at its expiry', 5, 'EXPIRED', 0],
  ])('that nobody entered, at %s', async (_when, bars, status, risked) => {
    await replicas[0]!.assessments.assess(pattern('MSFT'));
    const { database, states } = replicas[3]!;
    const openTimeMs = BAR_MS + (1 + bars) * DAY_MS;
    await database.transaction(async (manager) => {
      const before = await states.lock(manager);
      const bar = { openTimeMs, open: '101', high: '102', low: '100', close: '101', volume: '1' };
      const check = { symbol: 'MSFT', timeframe: '1d', assetClass: 'STOCK', bar, equity: '100000' } as const;
      const { state } = checkBar(before, { ...check, entries: [], openPositions: [] });
      await states.save(manager, before, state);
    });
    const [row] = await database.query('select status from reservations');
    expect([row.status, await heldRisk()]).toEqual([status, risked]);
  });
});
