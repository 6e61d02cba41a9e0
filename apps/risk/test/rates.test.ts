import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PatternDetected } from '@tape/contracts';
import { BarStore, runMigrations } from '@tape/persistence';
import { MAX_RATE_AGE_MS } from '@tape/risk-rules';
import { type TestServers, testServers } from '@tape/testing';
import {
  BAR_MS,
  DAY_MS,
  emptyAccount,
  openReplica,
  pattern,
  type RiskReplica,
  storeInstrument,
} from './risk-replica.js';

const CLOSE_MS = BAR_MS + DAY_MS;
let servers: TestServers;
let risk: RiskReplica;

beforeAll(async () => {
  servers = await testServers();
  risk = await openReplica(servers.databaseUrl, 'risk-rates');
  await runMigrations(risk.database);
}, 120_000);

afterAll(async () => {
  await risk?.database.destroy();
  await servers?.stop();
});

beforeEach(async () => {
  await emptyAccount(risk.database);
  await risk.database.query('truncate forex_rates, bars');
  for (const symbol of ['EURGBP', 'GBP/USD', 'EURUSD', 'USDJPY']) await storeInstrument(risk.database, symbol, null);
});

/** 50 pips of stop and 200 of reward. */
function cross(symbol = 'EURGBP'): PatternDetected {
  return pattern(symbol, {
    entry: '0.8600',
    stop: '0.8550',
    targets: { primary: '0.8800', secondary: [], conservative: '0.8700' },
    guard: { kind: 'CAMPAIGN_ICE', price: '0.8560' },
  });
}

async function rate(base: string, quote: string, atMs: number, value: string): Promise<void> {
  await risk.database.query('insert into forex_rates values ($1, $2, $3, $4)', [base, quote, new Date(atMs), value]);
}
async function dayBar(symbol: string, openTimeMs: number, close: string): Promise<void> {
  const prices = { open: close, high: close, low: close, close, volume: '1' };
  await new BarStore(risk.database).append([{ symbol, timeframe: '1d', openTimeMs, ...prices, source: 'CSV' }]);
}

describe('a cross in a dollar account', () => {
  it('is refused while nobody knows what its quote currency is worth', async () => {
    const { verdict, sizing } = await risk.assessments.assess(cross());
    expect(verdict).toMatchObject({ status: 'FAIL', reason: 'rate-unavailable' });
    expect(sizing).toBeNull();
  });

  it('is sized by the last imported rate at the close of its bar', async () => {
    await rate('GBP', 'USD', CLOSE_MS - DAY_MS, '2');
    await rate('GBP', 'USD', CLOSE_MS, '1.25');
    await rate('GBP', 'USD', CLOSE_MS + 1, '9');
    const { sizing } = await risk.assessments.assess(cross());
    // 700 at risk; 50.5 pips of 100 000 are 505 GBP a lot, at 1.25 631.25 dollars: 1.10 lots, and 694.38 at risk.
    expect(sizing).toMatchObject({ quantity: '1.1', notional: '118250' });
  });

  it.each([
    ['of a bar that closed before', BAR_MS - DAY_MS, true],
    ['of a bar that closed with it', BAR_MS, false],
  ])('takes the rate %s', async (_what, openTimeMs, isKnown) => {
    await dayBar('GBP/USD', openTimeMs, '1.25');
    const { sizing } = await risk.assessments.assess(cross());
    expect(sizing?.quantity).toBe(isKnown ? '1.1' : undefined);
  });

  it('is refused when the last rate is too old to size by', async () => {
    await rate('GBP', 'USD', CLOSE_MS - MAX_RATE_AGE_MS - 1, '1.25');
    expect((await risk.assessments.assess(cross())).verdict).toMatchObject({ reason: 'rate-unavailable' });
  });

  it('asks for nothing when its own price tells', async () => {
    expect((await risk.assessments.assess(cross('EURUSD'))).sizing).not.toBeNull();
  });
});
