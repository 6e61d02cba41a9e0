import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isAlive, type ProcessIdentity } from '../src/process-identity.js';
import { startStack, type StackDescription } from '../src/index.js';
import { eventLines, FIXTURE_STACK, until } from './fixture-stack.js';

const START_MS = 120_000;
const PROGRAM = join(import.meta.dirname, 'run-fixture-stack.mjs');

describe('a supervisor killed with SIGKILL', () => {
  let dataDir: string;
  let supervisor: ChildProcess;
  let children: ProcessIdentity[];

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'tape-data-'));
    chmodSync(dataDir, 0o711);
    supervisor = spawn(process.execPath, [PROGRAM, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(supervisor.stdout ?? supervisor, 'data');
    const stack = JSON.parse(readFileSync(join(dataDir, 'stack.json'), 'utf8')) as StackDescription;
    children = stack.processes.flatMap(({ process: identity }) => (identity === undefined ? [] : [identity]));
  }, START_MS);
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it(
    'leaves nothing running: its guard drains the services and shuts the servers down',
    async () => {
      expect(children).toHaveLength(3);
      expect(children.every(isAlive)).toBe(true);
      supervisor.kill('SIGKILL');
      await until(() => !children.some(isAlive));
      expect(readFileSync(join(dataDir, 'log', 'gateway.log'), 'utf8')).toBe('drained\n');
      expect(readFileSync(join(dataDir, 'log', 'postgres.log'), 'utf8')).toContain('database system is shut down');
    },
    START_MS,
  );

  it(
    'does not keep the next start from taking over at once',
    async () => {
      supervisor.kill('SIGKILL');
      await once(supervisor, 'exit');
      const { lines, onEvent } = eventLines();
      await using stack = await startStack({ ...FIXTURE_STACK, dataDir, onEvent });
      expect(children.some(isAlive)).toBe(false);
      expect(lines).toContain('notice');
      expect(stack.services.pid('gateway')).toBeDefined();
    },
    START_MS,
  );
});
