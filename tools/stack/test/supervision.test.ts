import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningStack, StartFailure, startStack } from '../src/index.js';
import { environmentOf, eventLines, FIXTURE_STACK, query, until } from './fixture-stack.js';

const START_MS = 120_000;

describe('a stack with automatic restarts', () => {
  const { lines, onEvent } = eventLines();
  let stack: RunningStack;

  beforeAll(async () => {
    stack = await startStack({
      ...FIXTURE_STACK,
      ephemeral: true,
      onEvent,
      env: { TAPE_PARTITIONS: '4', COLOUR: 'green' },
      serviceEnv: { worker: { COLOUR: 'blue' } },
      replicas: { worker: 2 },
    });
  }, START_MS);
  afterAll(() => stack.stop());

  it('migrates the database after the servers and before the services', async () => {
    expect(await query(stack.urls.database, 'select * from migrated')).toHaveLength(1);
    expect(lines.indexOf('ready schema')).toBeGreaterThan(lines.indexOf('ready Postgres'));
    expect(lines.indexOf('starting gateway')).toBeGreaterThan(lines.indexOf('ready schema'));
  });

  it('tells services where the servers are and lets one service differ', async () => {
    expect(await environmentOf(stack.services.url('gateway'))).toMatchObject({
      DATABASE_URL: stack.urls.database,
      NATS_URL: stack.urls.nats,
      HTTP_HOST: '127.0.0.1',
      TAPE_PARTITIONS: '4',
      COLOUR: 'green',
      SERVICE_URLS: stack.services.names.map((name) => `${name}=${stack.services.url(name)}`).join(','),
    });
    expect(await environmentOf(stack.services.url('worker'))).toHaveProperty('COLOUR', 'blue');
    expect(await environmentOf(stack.services.url('worker-2'))).toHaveProperty('COLOUR', 'blue');
  });

  it('says where the page is', () => {
    expect(stack.gatewayUrl).toBe(stack.services.url('gateway'));
  });

  it('brings a killed service back on its port', async () => {
    const { services } = stack;
    const pid = services.pid('worker');
    await services.kill('worker');
    await services.waitReady('worker');
    await until(() => lines.includes('restarted worker'));
    expect(services.pid('worker')).not.toBe(pid);
    expect(lines).toContain('crashed worker');
  });

  it('leaves a service down that was told to stop', async () => {
    await stack.services.stop('worker-2');
    expect(stack.services.pid('worker-2')).toBeUndefined();
    expect(lines).not.toContain('crashed worker-2');
    await stack.services.restart('worker-2');
    expect((await environmentOf(stack.services.url('worker-2')))['HTTP_PORT']).toBeDefined();
  });

  it('refuses a name that does not run', async () => {
    await expect(stack.services.kill('wrker')).rejects.toThrow('service "wrker" does not run');
  });
});

describe('a stack without automatic restarts', () => {
  it(
    'leaves a killed service down until it is restarted, and kills one that does not drain',
    async () => {
      const { lines, onEvent } = eventLines();
      await using stack = await startStack({
        ...FIXTURE_STACK,
        ephemeral: true,
        autoRestart: false,
        drainMs: 300,
        serviceEnv: { gateway: { FIXTURE_DEAF: 'yes' } },
        onEvent,
      });
      await stack.services.kill('worker');
      expect(stack.services.pid('worker')).toBeUndefined();
      await expect(stack.services.waitReady('worker')).rejects.toThrow(StartFailure);
      await stack.services.restart('worker');
      expect(stack.services.pid('worker')).toBeDefined();
      await stack.services.stop('gateway');
      expect(stack.services.pid('gateway')).toBeUndefined();
      expect(lines).not.toContain('crashed worker');
    },
    START_MS,
  );
});

describe('a service that cannot start', () => {
  it(
    'ends the start with the words of its log and stops the rest',
    async () => {
      const { lines, onEvent } = eventLines();
      const start = startStack({
        ...FIXTURE_STACK,
        ephemeral: true,
        serviceEnv: { worker: { FIXTURE_FAILS: 'yes' } },
        onEvent,
      });
      await expect(start).rejects.toThrow(
        'worker ended at once (exit code 1)\nRISK_LIMIT: value "much" must be a number',
      );
      expect(lines).not.toContain('crashed worker');
    },
    START_MS,
  );
});

describe('the end of a stack', () => {
  it(
    'drains services, callers first, then stops NATS, then Postgres, and lets nothing start again',
    async () => {
      const { lines, onEvent } = eventLines();
      const lastWords: string[] = [];
      const stack: RunningStack = await startStack({
        ...FIXTURE_STACK,
        ephemeral: true,
        onEvent: (event) => {
          onEvent(event);
          // The log goes with the data directory, so it is read while the servers are still to be stopped.
          if (event.kind !== 'stopped' || event.name !== 'gateway') return;
          lastWords.push(readFileSync(join(stack.logDirectory, 'gateway.log'), 'utf8'));
        },
      });
      await stack.stop();
      expect(lastWords).toEqual(['drained\n']);
      const end = lines.filter((line) => line.startsWith('stop'));
      expect(end.slice(0, 4)).toEqual(['stopping gateway', 'stopped gateway', 'stopping worker', 'stopped worker']);
      expect(end.slice(4)).toEqual(['stopping NATS', 'stopped NATS', 'stopping Postgres', 'stopped Postgres']);
      await expect(stack.services.restart('worker')).rejects.toThrow('worker belongs to a stack that was stopped');
      await expect(stack.nats.start()).rejects.toThrow('NATS belongs to a stack that was stopped');
    },
    START_MS,
  );
});

describe('a stack killed by its user', () => {
  it(
    'takes services and servers down at once, and no service comes back',
    async () => {
      const { lines, onEvent } = eventLines();
      await using stack = await startStack({ ...FIXTURE_STACK, ephemeral: true, onEvent });
      await stack.killAll();
      const pids = [
        ...stack.services.names.map((name) => stack.services.pid(name)),
        stack.nats.pid,
        stack.postgres.pid,
      ];
      expect(pids).toEqual([undefined, undefined, undefined, undefined]);
      expect(lines.filter((line) => line.startsWith('crashed'))).toEqual([]);
    },
    START_MS,
  );
});
