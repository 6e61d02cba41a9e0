import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BarIngested } from '@tape/contracts';
import { runMigrations } from '@tape/persistence';
import { CLASSIC_RISK } from '@tape/risk-rules';
import { WatermarkGate } from '@tape/service';
import { type TestServers, testServers } from '@tape/testing';
import { AccountCompany } from '../src/account-company.js';
import { AccountLedger } from '../src/account-ledger.js';
import {
  BAR_MS,
  DAY_MS,
  emptyAccount,
  openReplica,
  pattern,
  type RiskReplica,
  storeInstrument,
} from './risk-replica.js';

let servers: TestServers;
let mine: RiskReplica;
let theirs: RiskReplica;

beforeAll(async () => {
  servers = await testServers();
  mine = await openReplica(servers.databaseUrl, 'risk-mine');
  theirs = await openReplica(servers.databaseUrl, 'risk-theirs');
  await runMigrations(mine.database);
}, 120_000);

afterAll(async () => {
  for (const { database } of [mine, theirs]) await database.destroy();
  await servers?.stop();
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(20);
}

describe('AccountCompany', () => {
  it('knows when another risk service comes, and when it has gone', async () => {
    const first = new AccountCompany(servers.databaseUrl);
    await first.join();
    expect(first.alone).toBe(true);
    const second = new AccountCompany(servers.databaseUrl);
    await second.join();
    expect([first.alone, second.alone]).toEqual([false, false]);
    await second.onModuleDestroy();
    await until(() => first.alone);
    await first.onModuleDestroy();
    expect(first.alone).toBe(false);
  }, 20_000);

  it('is of one database: another account is no company', async () => {
    const here = new AccountCompany(servers.databaseUrl);
    const there = new AccountCompany(await servers.createDatabase());
    await Promise.all([here.join(), there.join()]);
    expect([here.alone, there.alone]).toEqual([true, true]);
    await Promise.all([here.onModuleDestroy(), there.onModuleDestroy()]);
  });

  it('is not alone while it cannot look', async () => {
    let nowMs = 0;
    const company = new AccountCompany(servers.databaseUrl, () => nowMs);
    await company.join();
    expect(company.alone).toBe(true);
    await company.onModuleDestroy();
    const late = new AccountCompany(servers.databaseUrl, () => nowMs);
    await late.join();
    nowMs += 1_499;
    expect(late.alone).toBe(true);
    nowMs += 1;
    expect(late.alone).toBe(false);
    await late.onModuleDestroy();
  });
});

const bar = (day: number): BarIngested => ({
  symbol: 'MSFT',
  timeframe: '1d',
  assetClass: 'STOCK',
  openTimeMs: BAR_MS + day * DAY_MS,
  open: '101',
  high: '102',
  low: '100',
  close: '101',
  volume: '1',
  source: 'CSV',
  previousOpenTimeMs: null,
});

describe('the ledger of one replica beside others', () => {
  let gate: WatermarkGate;

  beforeEach(async () => {
    await emptyAccount(mine.database);
    await storeInstrument(mine.database, 'MSFT', 'tech');
    gate = new WatermarkGate({ read: () => Promise.resolve([]) });
    gate.announce('guard', { symbol: 'MSFT', timeframe: '1d' }, BAR_MS, null);
    gate.announce('execution', { symbol: 'MSFT', timeframe: '1d' }, BAR_MS + 10 * DAY_MS, null);
  });

  const ledger = (alone: boolean): AccountLedger =>
    new AccountLedger({ ...mine, gate, company: { alone }, profile: CLASSIC_RISK });

  it('sees the campaign that another one opened before the next bar is passed over', async () => {
    const beside = ledger(false);
    expect(await beside.glance(bar(1))).toBe('quiet');
    const answer = await theirs.assessments.assess(pattern('MSFT'));
    expect(await beside.glance(bar(2))).toBe('changes');
    await theirs.assessments.release(answer.sizing!.reservationId, 'test');
    expect(await beside.glance(bar(3))).toBe('quiet');
  });

  it('leaves nothing to store: what it would mark is decided in the tables', async () => {
    await theirs.assessments.assess(pattern('MSFT'));
    const beside = ledger(false);
    expect(await beside.glance(bar(1))).toBe('changes');
    expect(beside.mark).toBeUndefined();
  });

  it('marks from memory while it is alone', async () => {
    await mine.assessments.assess(pattern('MSFT'));
    const alone = ledger(true);
    expect(alone.mark).toBeUndefined();
    expect(await alone.glance(bar(1))).toBe('marked');
    expect(alone.mark?.portfolio).toMatchObject({ equity: '100000', tradingDay: '2024-03-02' });
  });
});
