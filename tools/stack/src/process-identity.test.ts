import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { isAlive, processIdentity } from './process-identity.js';

describe('processIdentity', () => {
  it('is the same each time for a living process', () => {
    const identity = processIdentity(process.pid);
    expect(identity).toEqual(processIdentity(process.pid));
    expect(identity?.pid).toBe(process.pid);
  });

  it('tells a process from an earlier one with the same number', () => {
    expect(isAlive({ pid: process.pid, began: 'before the reboot' })).toBe(false);
  });

  it('is gone with its process', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const identity = processIdentity(child.pid ?? 0);
    expect(identity !== undefined && isAlive(identity)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(identity !== undefined && isAlive(identity)).toBe(false);
  });
});
