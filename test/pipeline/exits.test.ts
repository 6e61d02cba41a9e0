import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { type RunningStack, startStack } from '@tape/stack';
import { Client } from 'pg';
import { campaignOf, storeOpen, storeWaiting } from './stored-trades.js';
import { type SentBar, sendBars } from './tape-file.js';

const DAY_MS = 86_400_000;
/** A Monday; the first bars are of the Tuesday after it. */
const MONDAY_MS = Date.parse('2023-12-04T00:00:00Z');
const PATIENCE_MS = 20_000;

const OPEN = [
  ['SPRG', 'LONG', 'SPRING', 'SPRING_LOW', '95', '1'],
  ['ICED', 'LONG', 'SOS', 'CAMPAIGN_ICE', '95', '1'],
  ['UPTH', 'SHORT', 'UTAD', 'UTAD_HIGH', '105', '1'],
  ['HOLD', 'LONG', 'SPRING', 'SPRING_LOW', '85', '1000'],
] as const;
const WAITING = ['FREE', 'MUTE'] as const;
const SYMBOLS = [...OPEN.map(([symbol]) => symbol), ...WAITING];

/* oxlint-disable typescript/no-explicit-any -- a test reads any shape and then says what it must be */
let stack: RunningStack;
let database: Client;
let today = 0;
/** Takes every connection and never says a word. */
let deaf: Server;

/** Every channel is there; one is silent, and nobody listens at the others' port. */
function deadChannels(deafPort: number): Record<string, string> {
  const nobody = 'http://127.0.0.1:9';
  return {
    SLACK_WEBHOOK_URL: `http://127.0.0.1:${deafPort}/slack`,
    NOTIFY_WEBHOOK_URL: `${nobody}/hook`,
    NOTIFY_WEBHOOK_SECRET: 'a secret of sixteen',
    TELEGRAM_BOT_TOKEN: '1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    TELEGRAM_CHAT_ID: '1',
    TELEGRAM_BASE_URL: nobody,
  };
}

interface Prices {
  readonly open?: string;
  readonly high?: string;
  readonly low?: string;
  readonly close?: string;
}

function barOf(symbol: string, prices: Prices = {}): SentBar {
  const timestamp = new Date(MONDAY_MS + today * DAY_MS).toISOString();
  return {
    symbol,
    timeframe: '1d',
    timestamp,
    open: '100',
    high: '104',
    low: '96',
    close: '100',
    ...prices,
    volume: '1000',
  };
}

/** Sends the next day's bar of every series and waits until risk has guarded them all. */
async function nextDay(prices: Readonly<Partial<Record<(typeof SYMBOLS)[number], Prices>>> = {}): Promise<void> {
  today += 1;
  await sendBars(
    () => stack,
    SYMBOLS.map((symbol) => barOf(symbol, prices[symbol])),
  );
  await until(`day ${today} is guarded`, async () => {
    const { rows } = await database.query(
      `select count(*)::int as n from series_progress where stage = 'guard' and through >= $1`,
      [new Date(MONDAY_MS + today * DAY_MS)],
    );
    return rows[0].n === SYMBOLS.length;
  });
}

async function until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  for (const giveUpAtMs = Date.now() + PATIENCE_MS; !(await isTrue());) {
    if (Date.now() > giveUpAtMs) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function api(path: string, body?: object): Promise<{ status: number; body: any }> {
  const answer = await fetch(`${stack.gatewayUrl!}/api/v1/${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json', 'x-actor': 'ops', authorization: `Bearer ${stack.apiToken}` },
  });
  return { status: answer.status, body: await answer.json() };
}

async function exitOrders(symbol: string): Promise<{ state: string; reason: string; average_price: string | null }[]> {
  const { rows } = await database.query(
    `select state, reason, trim_scale(average_price)::text as average_price from orders
     where symbol = $1 and purpose = 'EMERGENCY_EXIT'`,
    [symbol],
  );
  return rows;
}

async function exitOrdersAreOut(symbol: string): Promise<void> {
  await until(`the closing order of ${symbol} is out`, async () => (await exitOrders(symbol)).length > 0);
}

function exitIdOf(trigger: string, symbol: string, day: number): string {
  return `${trigger}:${campaignOf({ symbol })}:${symbol}:1d:${MONDAY_MS + day * DAY_MS}`;
}

async function reportOf(exitId: string): Promise<any> {
  const path = `emergency-exits/${encodeURIComponent(exitId)}/report`;
  await until(`${exitId} is reported`, async () => (await api(path)).status === 200);
  return (await api(path)).body.report;
}

/** What a stream holds under a subject, oldest first. */
async function published<Data>(stream: string, subject: string): Promise<Data[]> {
  const connection = await connect({ servers: stack.urls.nats });
  try {
    const consumer = await jetstream(connection).consumers.get(stream, { filter_subjects: [subject] });
    const found: Data[] = [];
    for await (const message of await consumer.fetch({ max_messages: 500, expires: 1_500 })) {
      found.push(message.json<{ data: Data }>().data);
    }
    return found;
  } finally {
    await connection.close();
  }
}

async function audited(subject: string): Promise<{ actor: string; note: string; before: object; after: object }[]> {
  return (await api(`audit?subject=${encodeURIComponent(subject)}`)).body.items;
}

async function states(): Promise<any> {
  return (await api('system/state')).body;
}

async function campaign(symbol: string): Promise<any> {
  return (await api(`campaigns/${campaignOf({ symbol })}`)).body;
}

/** Everything a broken guard does, seen before and after the bar that fills its order. */
async function breakGuard(trigger: string, symbol: string, prices: Prices, nextOpen: string): Promise<any> {
  await nextDay({ [symbol]: prices });
  const firedOn = today;
  await exitOrdersAreOut(symbol);
  const exitId = exitIdOf(trigger, symbol, firedOn);
  const before = {
    orders: await exitOrders(symbol),
    report: await api(`emergency-exits/${encodeURIComponent(exitId)}/report`),
    campaign: await campaign(symbol),
  };
  await nextDay({ [symbol]: { open: nextOpen, high: '107', low: '93', close: nextOpen } });
  const report = await reportOf(exitId);
  return { firedOn, before, after: { orders: await exitOrders(symbol), report, campaign: await campaign(symbol) } };
}

/** One account, one week, and a restart of everything at its end. */
async function aWeek() {
  const asked = { scope: 'SYMBOL', name: 'MUTE', to: 'REDUCING', note: 'earnings' };
  const restricted = [await api('system/state', asked), await api('system/state', asked)];
  await nextDay();
  await nextDay();
  const { rows: entries } = await database.query(
    `select symbol, state, reason from orders where purpose = 'ENTRY' order by symbol`,
  );
  const entered = (await api('campaigns?symbol=FREE')).body.items;
  await nextDay({ SPRG: { low: '95' }, ICED: { low: '95' }, UPTH: { high: '105' } });
  const touched = (await api('emergency-exits')).body.items;

  const broken = {
    SPRING_LOW_BREAK: await breakGuard('SPRING_LOW_BREAK', 'SPRG', { low: '94.99' }, '94'),
    ICE_BREAK: await breakGuard('ICE_BREAK', 'ICED', { low: '94.99' }, '94'),
    UTAD_HIGH_EXCEEDED: await breakGuard('UTAD_HIGH_EXCEEDED', 'UPTH', { high: '105.01' }, '106'),
  };

  await nextDay({ HOLD: { open: '100', low: '96', close: '96.5' } });
  const lostStates = await states();
  const lossExits = (await api('emergency-exits?symbol=HOLD')).body.items;
  const lossReport = await reportOf(lossExits[0].id);
  await nextDay({ HOLD: { open: '96.5', low: '96', close: '96.5' } });
  const dayAfter = { states: await states(), orders: await exitOrders('HOLD') };

  await nextDay({ HOLD: { open: '96', low: '84', close: '84' } });
  const drawdownOn = today;
  await exitOrdersAreOut('HOLD');
  await exitOrdersAreOut('FREE');
  await nextDay({ HOLD: { open: '84', high: '85', low: '83', close: '84' } });
  const drawdown = (await api('emergency-exits?symbol=HOLD')).body.items.find(
    (exit: { trigger: string }) => exit.trigger === 'MAX_DRAWDOWN',
  );
  const fallen = {
    orders: [await exitOrders('HOLD'), await exitOrders('FREE')],
    guardReport: await reportOf(exitIdOf('SPRING_LOW_BREAK', 'HOLD', drawdownOn)),
    report: await reportOf(drawdown.id),
    states: await states(),
  };
  const told = {
    exits: await published<{ id: string }>('RISK', 'tape.v1.risk.exit.>'),
    orders: await published<{ purpose: string; symbol: string }>('EXECUTION', 'tape.v1.order.created.>'),
  };
  return { restricted, entries, entered, touched, broken, lostStates, lossExits, lossReport, dayAfter, fallen, told };
}

async function restartEverything(): Promise<void> {
  await Promise.all(stack.services.names.map((name) => stack.services.stop(name)));
  await database.end();
  await stack.nats.kill();
  await stack.postgres.kill();
  await stack.postgres.start();
  await stack.nats.start();
  await Promise.all(stack.services.names.map((name) => stack.services.restart(name)));
  database = new Client(stack.urls.database);
  await database.connect();
}

async function afterTheRestart() {
  const kept = await states();
  const refused = await api('system/state', { to: 'ACTIVE', note: 'go on' });
  const reset = await api('system/reset', { note: 'looked at it' });
  const fresh = await states();
  await nextDay();
  return { kept, refused, reset, fresh, next: await states() };
}

let seen: Awaited<ReturnType<typeof aWeek>>;
let restarted: Awaited<ReturnType<typeof afterTheRestart>>;

beforeAll(async () => {
  deaf = createServer();
  await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
  stack = await startStack({
    ephemeral: true,
    serviceEnv: { notification: deadChannels((deaf.address() as AddressInfo).port) },
  });
  database = new Client(stack.urls.database);
  await database.connect();
  for (const [symbol, direction, pattern, kind, price, quantity] of OPEN) {
    const guard = { kind, price };
    await storeOpen(database, { symbol, direction, pattern, guard, quantity, signalBarMs: MONDAY_MS - 3 * DAY_MS });
  }
  for (const symbol of WAITING) {
    const guard = { kind: 'SPRING_LOW', price: '50' } as const;
    const signalBarMs = MONDAY_MS + DAY_MS;
    await storeWaiting(database, { symbol, direction: 'LONG', pattern: 'SPRING', guard, quantity: '1', signalBarMs });
  }
  seen = await aWeek();
  await restartEverything();
  restarted = await afterTheRestart();
}, 240_000);

afterAll(async () => {
  await database?.end();
  await stack?.stop();
  deaf?.close();
}, 60_000);

describe('a week of emergencies through the running services', () => {
  it('enters where it may, and not in a symbol that is restricted', async () => {
    const scope = { level: 'SYMBOL', name: 'MUTE' };
    expect(seen.restricted.map(({ body }) => body)).toEqual([
      { scope, from: 'ACTIVE', to: 'REDUCING' },
      { scope, from: 'REDUCING', to: 'REDUCING' },
    ]);
    expect(seen.entries).toEqual([
      { symbol: 'FREE', state: 'FILLED', reason: null },
      { symbol: 'MUTE', state: 'CANCELLED', reason: 'trading-not-active' },
    ]);
    expect(seen.entered).toMatchObject([{ state: 'ACTIVE', metrics: { open_positions: 1, health: 'LOSING' } }]);
  });

  it('leaves campaigns alone whose guards are touched', () => {
    expect(seen.touched).toEqual([]);
  });

  it.each([
    ['SPRING_LOW_BREAK', 'SPRG', '94.99', '95', '93.9812'],
    ['ICE_BREAK', 'ICED', '94.99', '95', '93.9812'],
    ['UTAD_HIGH_EXCEEDED', 'UPTH', '105.01', '105', '106.0212'],
  ] as const)(
    '%s: the closing order is out before the next bar, which fills it; the report says what it cost',
    (trigger, symbol, measured, limit, exitPrice) => {
      const { firedOn, before, after } = seen.broken[trigger];
      const reason = trigger.toLowerCase().replaceAll('_', '-');
      expect(before.orders).toEqual([{ state: 'SUBMITTED', reason, average_price: null }]);
      expect(before.report).toMatchObject({ status: 409, body: { code: 'report-pending' } });
      expect(before.campaign).toMatchObject({
        state: 'INVALIDATED',
        blocked_until: new Date(MONDAY_MS + (firedOn + 1 + 5) * DAY_MS).toISOString(),
        metrics: { health: 'LEAVING', open_positions: 1 },
        exits: [{ trigger, measured, limit }],
      });
      expect(after.orders).toEqual([{ state: 'FILLED', reason, average_price: exitPrice }]);
      expect(after.report).toMatchObject({
        trigger,
        measured,
        limit,
        campaign: { id: campaignOf({ symbol }), state: 'INVALIDATED' },
        triggered_at: new Date(MONDAY_MS + (firedOn + 1) * DAY_MS).toISOString(),
        seconds_to_flat: 0,
        positions_closed: 1,
        fees: '1',
        positions: [{ symbol, entry_price: '100', exit_price: exitPrice, exit_reason: 'EMERGENCY_EXIT' }],
        fills: [{ price: exitPrice, quantity: '1' }],
      });
      expect(after.campaign.metrics).toMatchObject({ health: 'ENDED', open_positions: 0, closed_positions: 1 });
    },
  );

  it('DAILY_LOSS: no new trades that day, positions stay with their stops, the next day trades again', () => {
    expect(seen.lostStates).toMatchObject({
      account: { state: 'REDUCING', reason: 'daily-loss' },
      restrictions: [{ level: 'SYMBOL', name: 'MUTE', state: 'REDUCING', reason: 'earnings', changed_by: 'token:ops' }],
    });
    expect(seen.lossExits).toMatchObject([{ trigger: 'DAILY_LOSS', campaign_id: null, limit: '3' }]);
    expect(seen.lossReport).toMatchObject({ trigger: 'DAILY_LOSS', positions_closed: 0, positions: [] });
    expect(seen.dayAfter).toMatchObject({ states: { account: { state: 'ACTIVE' } }, orders: [] });
  });

  it('MAX_DRAWDOWN and a broken guard in one bar: everything closes, each position once, and trading halts', () => {
    expect(seen.fallen.orders).toMatchObject([[{ state: 'FILLED' }], [{ state: 'FILLED' }]]);
    expect(seen.fallen.guardReport).toMatchObject({ positions_closed: 1, positions: [{ symbol: 'HOLD' }] });
    const closed = seen.fallen.report.positions.map((position: { symbol: string }) => position.symbol);
    expect(closed.toSorted()).toEqual(['FREE', 'HOLD']);
    expect(seen.fallen.states.account).toMatchObject({ state: 'HALTED', reason: 'max-drawdown' });
  });

  it('tells every exit and every order of it once', async () => {
    const { rows } = await database.query('select id from emergency_exits');
    expect(seen.told.exits.map(({ id }) => id).toSorted()).toEqual(rows.map(({ id }) => String(id)).toSorted());
    const closing = seen.told.orders.filter(({ purpose }) => purpose === 'EMERGENCY_EXIT').map(({ symbol }) => symbol);
    expect(closing.toSorted()).toEqual(['FREE', 'HOLD', 'ICED', 'SPRG', 'UPTH']);
  });

  it('waits for no channel: all of them are dead, and every closing order went out and was filled', async () => {
    const { rows } = await database.query(
      `select channel, count(distinct notice_key)::int as notices, bool_or(state = 'SENT') as sent from notifications
       where kind = 'emergency-exit' group by channel order by channel`,
    );
    const notices = seen.told.exits.length;
    expect(rows).toEqual(['slack', 'telegram', 'webhook'].map((channel) => ({ channel, notices, sent: false })));
    const { rows: orders } = await database.query(
      `select symbol, state from orders where purpose = 'EMERGENCY_EXIT' order by symbol`,
    );
    const symbols = ['FREE', 'HOLD', 'ICED', 'SPRG', 'UPTH'];
    expect(orders).toEqual(symbols.map((symbol) => ({ symbol, state: 'FILLED' })));
  });

  it('gives back what was held for an entry that a restriction refused', async () => {
    const { rows } = await database.query(`select status, reason from reservations where symbol = 'MUTE'`);
    expect(rows).toEqual([{ status: 'RELEASED', reason: 'trading-not-active' }]);
  });

  it('stays halted when everything is restarted, and until somebody resets it', () => {
    expect(restarted.kept).toMatchObject({
      account: { state: 'HALTED', reason: 'max-drawdown' },
      restrictions: [{ name: 'MUTE' }],
    });
    expect(restarted.refused).toMatchObject({ status: 409, body: { code: 'halted-by-drawdown' } });
    expect(restarted.reset).toMatchObject({ status: 200, body: { from: 'HALTED', to: 'ACTIVE' } });
    expect(restarted.fresh.account).toMatchObject({ state: 'ACTIVE', peak_equity: restarted.fresh.account.equity });
    expect(restarted.next.account.state).toBe('ACTIVE');
  });

  it('audits each change once, with who and why', async () => {
    expect((await audited('account')).map(({ actor, note }) => [actor, note])).toEqual([
      ['token:ops', 'looked at it'],
      ['risk', 'max-drawdown'],
      ['risk', 'new-trading-day'],
      ['risk', 'daily-loss'],
    ]);
    expect(await audited('symbol:MUTE')).toMatchObject([
      { actor: 'token:ops', note: 'earnings', before: { tradingState: 'ACTIVE' }, after: { tradingState: 'REDUCING' } },
    ]);
  });
});
