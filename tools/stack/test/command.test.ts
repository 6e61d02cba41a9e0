import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const PROGRAM = join(import.meta.dirname, '../bin/stack.js');

describe('the stack command', () => {
  it('explains itself', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('npm start -- [options]') });
  });

  it('refuses an unknown option with exit code 2 and the usage', async () => {
    const { code, stderr } = await run('--fast');
    expect(code).toBe(2);
    expect(stderr).toContain("Unknown option '--fast'");
    expect(stderr).toContain('npm start -- [options]');
  });

  it('with --external names the variable that is missing', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'tape-data-'));
    const { code, stderr } = await run('--external', '--data-dir', dataDir);
    rmSync(dataDir, { recursive: true });
    expect(code).toBe(1);
    expect(stderr).toMatch(/(DATABASE|NATS)_URL is not set/);
  });
});

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { DATABASE_URL: _d, NATS_URL: _n, ...env } = process.env;
  const child = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout, stderr };
}
