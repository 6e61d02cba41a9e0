import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testServers, type TestServers } from '@tape/testing';
import {
  barEvents,
  deadLetters,
  purge,
  runningService,
  sequence,
  until,
  type RunningService,
} from './running-service.js';

interface LaneProcess {
  readonly child: ChildProcess;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

let servers: TestServers;
let publishing: RunningService;
let directory: string;
let pinning: boolean;
let file: string;
let symbol = 'P0';
const children: LaneProcess[] = [];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tape-lane-'));
  servers = await testServers();
  publishing = await runningService(servers.natsUrl, [], { partitions: 1 });
  const [major, minor] = publishing.connection.serverVersion;
  pinning = major > 2 || minor >= 11;
}, 120_000);
afterAll(async () => {
  await publishing.stop();
  await servers.stop();
  rmSync(directory, { recursive: true, force: true });
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill()));
  symbol = `P${Number(symbol.slice(1)) + 1}`;
  await purge(publishing.connection, ['BARS', 'DLQ']);
});

async function started(delayMs = 0, deadly = -1): Promise<LaneProcess> {
  file = join(directory, symbol);
  const child = fork(
    join(import.meta.dirname, 'lane-process.ts'),
    [servers.natsUrl, `bars-${symbol}`, file, String(delayMs), String(deadly)],
    { execArgv: ['--no-warnings'], stdio: 'inherit' },
  );
  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  await once(child, 'message');
  children.push({ child, kill });
  return children.at(-1)!;
}

function lines(): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
}

/** Every bar of this test's symbol in the order handled, repeats included. */
function handled(): number[] {
  return lines()
    .filter((line) => line.startsWith(`${symbol} `))
    .map((line) => Number(line.split(' ')[1]));
}

/** What a handler that knows what it has already handled makes of it. */
function effects(): number[] {
  const known = new Set<number>();
  return handled().filter((index) => !known.has(index) && known.add(index));
}

function skipped(): boolean {
  if (!pinning) console.warn('skipped: only NATS 2.11 or later can pin a lane to one replica');
  return !pinning;
}

async function publish(from: number, count: number): Promise<void> {
  await publishing.publisher.publish(barEvents(publishing.publisher, symbol, from, count));
}

describe('a process that is killed', () => {
  it('loses nothing and keeps the order: what it had not settled comes again, from there on', async () => {
    await publish(0, 400);
    let process = await started(5);
    for (const goal of [40, 120, 200]) {
      await until(() => effects().length >= goal);
      await process.kill('SIGKILL');
      process = await started(5);
    }
    await until(() => effects().length === 400);
    expect(effects()).toEqual(sequence(400));
    // Each life goes on where the one before was, less what was under way, and never leaves a hole.
    const order = handled();
    for (const [position, index] of order.entries()) {
      const before = order[position - 1] ?? -1;
      expect(index).toBeLessThanOrEqual(before + 1);
      expect(index).toBeGreaterThan(before - 16);
    }
    expect(await deadLetters(publishing)).toEqual([]);
  }, 60_000);

  it('is not killed for ever by one message: after its attempts that one is a dead letter, its neighbours are not', async () => {
    await publish(0, 20);
    file = join(directory, symbol);
    let lives = 0;
    while (effects().length < 19) {
      lives += 1;
      const process = await started(0, 11);
      await Promise.race([once(process.child, 'exit'), until(() => effects().length >= 19)]);
    }
    expect(effects()).toEqual(sequence(20).filter((index) => index !== 11));
    expect(lives).toBeLessThanOrEqual(5);
    const letters = await deadLetters(publishing);
    expect(letters).toMatchObject([{ messageId: `bar:${symbol}:1m:660000`, reason: 'ended the process 3 times' }]);
  }, 120_000);

  it('gives its lane to the other replica, and never do both work on it', async () => {
    if (skipped()) return;
    await publish(0, 600);
    const first = await started(50);
    await until(() => effects().length >= 40);
    await started(50);
    await until(() => effects().length >= 200);
    const before = new Set(
      lines()
        .filter((line) => line.startsWith('+ '))
        .map((line) => line.split(' ')[1]),
    );
    expect([...before]).toEqual([String(first.child.pid)]);
    await first.kill('SIGKILL');
    await until(() => effects().length === 600);
    expect(effects()).toEqual(sequence(600));
    const owners = lines()
      .filter((line) => line.startsWith('+ '))
      .map((line) => line.split(' ')[1]);
    expect(owners.slice(owners.lastIndexOf(String(first.child.pid)) + 1)).not.toContain(String(first.child.pid));
    expect(new Set(owners).size).toBe(2);
  }, 60_000);

  it('hands its lane over at once when it is told to stop', async () => {
    if (skipped()) return;
    await publish(0, 300);
    const first = await started(50);
    await until(() => effects().length >= 40);
    await started(50);
    await first.kill('SIGTERM');
    await until(() => effects().length === 300);
    expect(handled()).toEqual(sequence(300));
  }, 60_000);
});
