import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runMigrations } from '@tape/persistence';
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

/** A Spring in a coin of four millionths: 500 at risk over 0.00000123, three R. */
const SHIB = pattern('SHIBUSDT', {
  id: 'SHIBUSDT:1d:SPRING:1:r',
  pattern: 'SPRING',
  phase: 'C',
  entry: '0.00004321',
  stop: '0.00004198',
  targets: { primary: '0.0000469', secondary: [], conservative: null },
  guard: { kind: 'SPRING_LOW', price: '0.000042' },
  range: { ...pattern('SHIBUSDT').range, startTimeMs: BAR_MS - 60 * DAY_MS },
});

let servers: TestServers;
let replica: RiskReplica;

beforeAll(async () => {
  servers = await testServers();
  replica = await openReplica(servers.databaseUrl, 'risk-decimals');
  await runMigrations(replica.database);
  await emptyAccount(replica.database);
  await storeInstrument(replica.database, SHIB.symbol, null);
}, 120_000);

afterAll(async () => {
  await replica?.database.destroy();
  await servers?.stop();
});

describe('eight decimals', () => {
  it('are the same text in the answer, in its JSON, in the table and when read again', async () => {
    const exact = { quantity: '406504065.04065', notional: '17565.04065041', riskAmount: '500', rMultiple: '3' };
    const answer = await replica.assessments.assess(SHIB);
    expect(answer.sizing).toMatchObject(exact);
    expect(JSON.stringify(answer)).toContain(
      '"quantity":"406504065.04065","unit":"CONTRACTS","notional":"17565.04065041"',
    );

    const rows = await replica.database.query(
      'select trim_scale(quantity)::text as quantity, entry::text, stop::text, notional::text from reservations',
    );
    const { quantity, notional } = exact;
    expect(rows).toEqual([{ quantity, entry: '0.00004321', stop: '0.00004198', notional }]);
    const { state } = await replica.states.read(replica.database);
    expect(state.reservations).toMatchObject([{ quantity, notional, entry: '0.00004321', stop: '0.00004198' }]);
    expect(state.campaigns).toMatchObject([{ guardPrice: '0.000042' }]);
    expect(await replica.assessments.given(SHIB.id)).toEqual(answer);
  });
});
