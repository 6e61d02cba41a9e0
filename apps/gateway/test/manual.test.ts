import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { closePositions, judgeProposal, type StrategyProposed } from '@tape/contracts';
import { contentHash } from '@tape/risk-rules';
import { testServers, type TestServers } from '@tape/testing';
import { signalIdOf } from '@tape/trading';
import type { DataSource } from 'typeorm';
import {
  type Answer,
  answerWith,
  get,
  hushAnswers,
  migratedDatabase,
  post,
  startGateway,
  stopGateways,
} from './gateway-under-test.js';

const BAR = '2024-03-01T00:00:00.000Z';
let servers: TestServers;
let database: DataSource;
let api: string;
/** What validation-chain was asked to judge, oldest first. */
const asked: StrategyProposed[] = [];
/** Every test has a symbol and an operator of its own. */
let symbol = 'T0';
let actor = 'o0';
let tests = 0;
let keys = 0;

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  await database.query(`select ensure_bar_partitions('2024-01-01', '2024-12-31')`);
  // As validation-chain answers: a verdict it has kept. It refuses what asks for more than 1 %.
  await answerWith(servers.natsUrl, judgeProposal, ({ proposal }) => {
    asked.push(proposal);
    return { overall: Number(proposal.strategy.riskPercent) > 1 ? ('FAIL' as const) : ('PASS' as const) };
  });
  await answerWith(servers.natsUrl, closePositions, () => ({ closing: 1 }));
  ({ url: api } = await startGateway(servers));
}, 120_000);

afterAll(async () => {
  await hushAnswers();
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

beforeEach(async () => {
  tests += 1;
  [symbol, actor] = [`T${tests}`, `o${tests}`];
  asked.length = 0;
  await database.query(
    `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source, simulated)
     values ($1, 'STOCK', 0.01, 1, 'SHARES', 1, 'TRADED', true)`,
    [symbol],
  );
  await database.query(
    `insert into bars (symbol, timeframe, open_time, open, high, low, close, volume, source)
     values ($1, '1d', $2, 99, 102, 98, 100, 1000000, 'SIMULATED')`,
    [symbol, BAR],
  );
});

const wish = () => ({
  symbol,
  timeframe: '1d',
  side: 'LONG',
  entry: '100',
  stop: '95',
  targets: ['110', '115'],
  note: 'a spring I see',
});
function send(change: object = {}, key = `k${(keys += 1)}`): Promise<Answer> {
  const headers = { 'content-type': 'application/json', 'x-actor': actor, 'idempotency-key': key };
  return post(`${api}/api/v1/signals/manual`, { ...wish(), ...change }, headers);
}
const close = (): Promise<Answer> =>
  post(`${api}/api/v1/execution/close`, { note: 'out' }, { 'content-type': 'application/json', 'x-actor': actor });
const actions = (): Promise<Record<string, unknown>[]> =>
  database.query(
    `select kind, outcome, measure, trim_scale(risk_percent)::text as risk from operator_actions
     where actor = $1 order by at, id`,
    [`token:${actor}`],
  );
/** A trade of a live broker that was stopped out so many seconds ago. */
async function stopped(secondsAgo: number, signalId = `sig_${symbol}_${secondsAgo}`): Promise<void> {
  await database.query(
    `insert into positions (id, signal_id, campaign_id, symbol, timeframe, direction, quantity, initial_quantity, entry_price,
       stop, targets, guard, initial_risk, exit_price, exit_reason, realised_pnl, fees, r_multiple, opened_at, closed_at, updated_at)
     values ('pos_' || $1, $1, 'c', $2, '1d', 'LONG', 0, 100, 100, 95, '[]', '{}', 500, 95, 'STOP', -500, 0, -1,
       now() - interval '1 hour', now() - $3 * interval '1 second', now())`,
    [signalId, symbol, secondsAgo],
  );
  await database.query(
    `insert into orders (client_order_id, signal_id, campaign_id, symbol, timeframe, purpose, buy_sell, quantity, state,
       created_at, updated_at, broker)
     values ('ord_' || $1, $1, 'c', $2, '1d', 'STOP', 'SELL', 100, 'FILLED', now(), now(), 'test')`,
    [signalId, symbol],
  );
}

describe('an entry by hand', () => {
  it('is judged as a candidate of the newest bar, and says under which id its signal will be', async () => {
    const answer = await send();
    const [proposal] = asked as [StrategyProposed];
    expect(proposal).toMatchObject({
      symbol,
      pattern: 'STRATEGY',
      strategy: { id: 'manual', version: 1, riskPercent: '0.5' },
      entry: '100',
      stop: '95',
      targets: { primary: '115', secondary: ['110'], conservative: '110' },
      simulated: true,
      knownAtMs: Date.parse(BAR),
    });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        signal_id: signalIdOf(proposal.id),
        source: 'MANUAL',
        overall: 'PASS',
        risk_percent: '0.5',
        enters_after: '2024-03-02T00:00:00.000Z',
        tilt: { measure: 'NONE', anomalies: [], size_factor: '1', locked_until: null },
      },
    });
    expect(await actions()).toEqual([{ kind: 'ENTRY', outcome: 'DONE', measure: 'NONE', risk: '0.5' }]);
    expect((await get(`${api}/api/v1/audit?action=signal.manual`)).body.items[0]).toMatchObject({
      actor: `token:${actor}`,
      subject: answer.body.signal_id,
      note: 'a spring I see',
    });
  });

  it('sent again under its key is one trade, under another it is another', async () => {
    const first = await send({}, `same-${symbol}`);
    expect((await send({}, `same-${symbol}`)).body).toEqual(first.body);
    expect((await send()).body.signal_id).not.toBe(first.body.signal_id);
    expect(new Set(asked.map(({ id }) => id)).size).toBe(2);
    expect(await actions()).toHaveLength(2);
  });

  it('that risk refuses is refused with the stage, what was measured and the limit', async () => {
    const stage = {
      stage: 'RISK',
      status: 'FAIL',
      reason: 'heat-cap',
      message: 'too hot',
      measured: '11',
      limit: '10',
    };
    const { side: direction, note: _, ...prices } = wish();
    const { timeframe, entry, stop, targets } = prices;
    const named = { symbol, timeframe, direction, entry, stop, targets, riskPercent: '2' };
    const key = contentHash('manual', `token:${actor}`, 'refused', JSON.stringify(named));
    await database.query(
      `insert into validation_results (pattern_id, symbol, timeframe, known_at, overall, failed_stage, content)
       values ($1, $2, '1d', now(), 'FAIL', 'RISK', $3::jsonb)`,
      [
        `${symbol}:1d:MANUAL:${Date.parse(BAR)}:${key}`,
        symbol,
        JSON.stringify({ chain: { overall: 'FAIL', needsReview: false, stages: [stage] } }),
      ],
    );
    expect(await send({ risk_percent: '2' }, 'refused')).toMatchObject({
      status: 422,
      body: {
        code: 'signal-rejected',
        detail: 'RISK: too hot',
        reason: 'heat-cap',
        measured: '11',
        limit: '10',
        tilt: { measure: 'NONE' },
      },
    });
    expect(await actions()).toMatchObject([{ outcome: 'REJECTED' }]);
  });

  it.each([
    [{ entry: '100.001' }, 422, 'off-tick'],
    [{ stop: '101' }, 422, 'prices-out-of-order'],
    [{ targets: ['99'] }, 422, 'prices-out-of-order'],
    [{ entry: '103', stop: '96' }, 422, 'entry-away-from-market'],
    [{ timeframe: '1h' }, 422, 'no-bars'],
    [{ symbol: 'NOBODY' }, 404, 'unknown-symbol'],
    [{ risk_percent: '2.01' }, 400, 'invalid-request'],
    [{ risk_percent: '0' }, 400, 'invalid-request'],
    [{ note: ' ' }, 400, 'invalid-request'],
    [{ targets: [] }, 400, 'invalid-request'],
    [{ entry: '0' }, 400, 'invalid-request'],
    [{ leverage: 5 }, 400, 'invalid-request'],
  ])('of %j is not asked for: %d %s', async (change, status, code) => {
    expect(await send(change)).toMatchObject({ status, body: { code } });
    expect([asked, await actions()]).toEqual([[], []]);
  });
});

describe('the tilt guard', () => {
  it('halves an entry within a minute of a stop, and says why', async () => {
    await stopped(20);
    expect(await send({ risk_percent: '0.8' })).toMatchObject({
      status: 201,
      body: {
        asked_risk_percent: '0.8',
        risk_percent: '0.4',
        tilt: { measure: 'HALVE_SIZE', size_factor: '0.5', anomalies: [{ kind: 'REENTRY_AFTER_STOP' }] },
      },
    });
    expect(asked).toMatchObject([{ strategy: { riskPercent: '0.4' } }]);
    expect((await get(`${api}/api/v1/audit?action=tilt.measure`)).body.items[0]).toMatchObject({
      actor: `token:${actor}`,
      after: { measure: 'HALVE_SIZE' },
    });
  });

  it('locks out who answers two losses with a larger size, asks nobody, and lets them close', async () => {
    for (const secondsAgo of [500, 400]) {
      const { body } = await send();
      await stopped(secondsAgo, body.signal_id as string);
    }
    asked.length = 0;
    const locked = await send({ risk_percent: '1' });
    expect(locked).toMatchObject({
      status: 423,
      body: { code: 'locked-out', tilt: { anomalies: [{ kind: 'MARTINGALE' }] } },
    });
    expect(locked.body.detail).toContain(locked.body.locked_until);
    expect(await send()).toMatchObject({ status: 423, body: { locked_until: locked.body.locked_until } });
    expect(asked).toEqual([]);
    expect(await close()).toMatchObject({ status: 200, body: { closing: 1, tilt: { measure: 'NONE' } } });
    expect((await actions()).map(({ outcome }) => outcome)).toEqual([
      'DONE',
      'DONE',
      'LOCKED_OUT',
      'LOCKED_OUT',
      'DONE',
    ]);
    actor = `${actor}-other`;
    expect(await send()).toMatchObject({ status: 201 });
  });

  it('warns at the fifth close within a minute and locks entries out at the third warning', async () => {
    for (let n = 1; n <= 4; n += 1) expect((await close()).body.tilt.measure).toBe('NONE');
    for (let n = 5; n <= 6; n += 1) expect((await close()).body.tilt.measure).toBe('WARN');
    expect((await close()).body.tilt).toMatchObject({ measure: 'LOCK_OUT', locked_until: expect.any(String) });
    expect(await send()).toMatchObject({ status: 423 });
    const { body } = await get(`${api}/api/v1/signals/manual/actions`);
    expect(body.items[0]).toMatchObject({ actor: `token:${actor}`, kind: 'ENTRY', outcome: 'LOCKED_OUT' });
  });

  it('judges what comes at once one after the other', async () => {
    await stopped(5);
    const answers = await Promise.all(Array.from({ length: 5 }, () => send()));
    // Two are halved; the third anomaly within the hour locks out, and so do all behind it.
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 201, 423, 423, 423]);
    expect(asked.map(({ strategy }) => strategy.riskPercent)).toEqual(['0.25', '0.25']);
  });
});
