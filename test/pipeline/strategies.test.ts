import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { toBar } from '@tape/market';
import { type RunningStack, startStack } from '@tape/stack';
import { createStrategy, readDefinition, type Stance } from '@tape/strategies';
import { describeWithData } from '@tape/testing';
import { Client } from 'pg';
import { parse } from 'yaml';
import { waitUntilWorked } from './final-tables.js';
import { asSeriesBars, readTape, type SentBar, sendBars } from './tape-file.js';

const FILE = 'stocks/AAPL_1d.csv';
const SERIES = { symbol: 'AAPL', timeframe: '1d' } as const;
const BARS = 200;
const SERVICES = ['ingest', 'detection', 'validation-chain', 'risk', 'signal', 'execution', 'strategy', 'gateway'];

const CROSSING = `
id: crossing
version: 3
timeframes: [1d]
symbols: [AAPL]
indicators:
  slow: { kind: sma, period: 20 }
entries:
  long: { left: close, op: crosses_above, right: slow }
exits:
  long: { left: close, op: crosses_below, right: slow }
sizing: { riskPercent: '0.3' }
stop: { kind: percent, percent: 8 }
targets: [{ r: 3, share: 1 }]
`;

interface Listed {
  readonly account: unknown;
  readonly strategies: readonly { readonly id: string; readonly state: string }[];
}

interface StrategySignal {
  readonly riskPercent: string;
  readonly barTimeMs: number;
  readonly validationChain: { readonly stages: readonly { readonly stage: string; readonly status: string }[] };
}

interface Held {
  readonly opened: number;
  readonly closed: number | null;
  readonly reason: string | null;
}

describeWithData('a declared strategy on a replay', [FILE], (file) => {
  let stack: RunningStack;
  let directory: string;
  let client: Client;
  let bars: readonly SentBar[];

  beforeAll(async () => {
    bars = readTape(file, 'AAPL', BARS);
    directory = await mkdtemp(join(tmpdir(), 'strategies-'));
    await writeFile(join(directory, 'crossing.yaml'), CROSSING);
    stack = await startStack({
      ephemeral: true,
      redis: false,
      services: SERVICES,
      serviceEnv: { strategy: { STRATEGIES_DIR: directory, STRATEGIES_ENABLED: 'crossing' } },
    });
    client = new Client(stack.urls.database);
    await client.connect();
    await sendBars(() => stack, bars.slice(0, 80));
    await stack.services.kill('strategy');
    await sendBars(() => stack, bars.slice(80, 140));
    await stack.services.kill('execution');
    await sendBars(() => stack, bars.slice(140));
    await waitUntilWorked(stack.urls.database, SERIES, bars.at(-1)!.timestamp, 120_000);
    await decided(Date.parse(bars.at(-1)!.timestamp));
  }, 180_000);

  afterAll(async () => {
    await client?.end();
    await stack?.stop();
    await rm(directory, { recursive: true, force: true });
  }, 60_000);

  const rows = async <Row>(sql: string): Promise<readonly Row[]> => (await client.query(sql)).rows as Row[];

  async function decided(throughMs: number): Promise<void> {
    for (;;) {
      const [row] = await rows<{ through: Date | null }>(
        `select through from series_progress where stage = 'strategy'`,
      );
      if (row?.through?.getTime() === throughMs) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  const positions = (): Promise<readonly Held[]> =>
    rows(`select round(date_part('epoch', opened_at) * 1000)::float8 as opened,
                 round(date_part('epoch', closed_at) * 1000)::float8 as closed, exit_reason as reason
          from positions order by opened_at`);

  async function ask(method: string, path: string): Promise<{ status: number; body: unknown }> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${stack.apiToken}` };
    const body = method === 'POST' ? JSON.stringify({ note: 'seen enough' }) : undefined;
    const response = await fetch(`${stack.gatewayUrl!}/api/v1/${path}`, { method, headers, body });
    return { status: response.status, body: await response.json() };
  }

  it('asks for exactly what its rules say of these bars, though it and execution were killed on the way', async () => {
    const reading = readDefinition(parse(CROSSING));
    if (!reading.ok) throw new Error('the definition is wrong');
    const held = await positions();
    // Filled at the open of a bar, a position is held at its close, unless it ended within it.
    const stanceAt = (openTimeMs: number): Stance =>
      held.some(({ opened, closed }) => opened <= openTimeMs && (closed === null || closed > openTimeMs))
        ? 'LONG'
        : 'FLAT';
    const instance = createStrategy(reading.definition).open(['AAPL'], '1d');
    const intents = asSeriesBars(bars).flatMap((bar) => {
      const stance = stanceAt(bar.openTimeMs);
      return instance.push({ symbol: 'AAPL', bar: toBar(bar), analysis: null, stance }).intents;
    });
    const entries = intents.filter(({ kind }) => kind === 'ENTER').map(({ id }) => id);
    const verdicts = await rows<{ id: string }>(
      `select pattern_id as id from validation_results where content->'pattern' ? 'strategy' order by known_at`,
    );
    expect(entries.length).toBeGreaterThan(5);
    expect(verdicts.map(({ id }) => id)).toEqual(entries);

    const nextOpen = (openTimeMs: number): number => {
      const at = bars.findIndex(({ timestamp }) => Date.parse(timestamp) === openTimeMs);
      return Date.parse(bars[at + 1]?.timestamp ?? '9999-01-01T00:00:00Z');
    };
    const leaving = intents.filter(({ kind }) => kind === 'EXIT').map(({ barTimeMs }) => nextOpen(barTimeMs));
    const left = held.filter(({ reason }) => reason === 'STRATEGY_EXIT').map(({ closed }) => closed);
    expect(left.length).toBeGreaterThan(2);
    expect(left).toEqual(leaving.filter((openTimeMs) => openTimeMs <= Date.parse(bars.at(-1)!.timestamp)));
  });

  it('is sized, explained and filled as other signals are, at the open after its bar', async () => {
    const signals = await rows<{ content: StrategySignal; opened: number | null }>(
      `select s.content, round(date_part('epoch', p.opened_at) * 1000)::float8 as opened
       from signals s left join positions p on p.signal_id = s.id where s.content ? 'strategy' order by s.bar_time`,
    );
    expect(signals.length).toBeGreaterThan(5);
    for (const { content, opened } of signals) {
      expect(content).toMatchObject({
        pattern: 'STRATEGY',
        strategy: { id: 'crossing', version: 3, riskPercent: '0.3' },
      });
      expect(content.validationChain.stages.map(({ stage, status }) => `${stage} ${status}`)).toEqual([
        'VOLUME NOT_APPLICABLE',
        'PHASE NOT_APPLICABLE',
        'LEVELS NOT_APPLICABLE',
        expect.stringMatching(/^RISK (PASS|WARN)$/),
        expect.stringMatching(/^STRATEGY (PASS|WARN)$/),
      ]);
      expect(Number(content.riskPercent)).toBeLessThanOrEqual(0.3);
      const at = bars.findIndex(({ timestamp }) => Date.parse(timestamp) === content.barTimeMs);
      if (at + 1 < bars.length) expect(opened).toBe(Date.parse(bars[at + 1]!.timestamp));
    }
  });

  it('is shown on the command line, with why the others do not enter', async () => {
    const program = join(import.meta.dirname, '../../apps/cli/dist/main.js');
    const at = ['--url', stack.gatewayUrl!, '--token', stack.apiToken!];
    const { stdout } = await promisify(execFile)(process.execPath, [program, 'strategies', ...at]);
    expect(stdout).toContain('account: STRATEGIST');
    expect(stdout).toMatch(/^wyckoff +1 +PIPELINE /m);
    expect(stdout).toMatch(/^crossing +3 +RUNNING +SNIPER +1 .* crossing\.yaml/m);
    expect(stdout).toMatch(/^mean-reversion .* it is switched off: tape strategies enable mean-reversion/m);
  });

  it('is listed with what it earned, and only switched by who may, with a trace', async () => {
    const body = (await ask('GET', 'strategies')).body as Listed;
    expect(body.account).toEqual({ tier: 'STRATEGIST', out_since: null });
    const crossing = body.strategies.find(({ id }) => id === 'crossing');
    const held = await positions();
    expect(crossing).toMatchObject({
      source: 'crossing.yaml',
      state: 'RUNNING',
      why: null,
      trades: held.filter(({ closed }) => closed !== null).length,
      instances: [{ symbol: 'AAPL', timeframe: '1d', state: 'RUNNING', failures: 0 }],
    });
    expect(body.strategies.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'wyckoff PIPELINE',
      'momentum-breakout DISABLED',
      'mean-reversion DISABLED',
      'crossing RUNNING',
    ]);
    expect((await ask('POST', 'strategies/crossing/disable')).body).toEqual({ id: 'crossing', enabled: false });
    expect((await ask('POST', 'strategies/nobody/enable')).status).toBeGreaterThanOrEqual(400);
    expect((await ask('POST', 'strategies/wyckoff/disable')).status).toBeGreaterThanOrEqual(400);
    expect(
      await rows(`select action, subject, before, after, note from audit_log where action = 'strategy.switch'`),
    ).toEqual([
      {
        action: 'strategy.switch',
        subject: 'crossing',
        before: { enabled: true },
        after: { enabled: false },
        note: 'seen enough',
      },
    ]);
    expect(await rows('select covered from strategy_series')).toEqual([{ covered: false }]);
    expect((await ask('POST', 'strategies/crossing/enable')).body).toEqual({ id: 'crossing', enabled: true });
    expect(await rows('select covered from strategy_series')).toEqual([{ covered: true }]);
  });
});
