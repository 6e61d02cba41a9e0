import { describe, expect, it } from '@jest/globals';
import { JointWrites } from './joint-writes.js';

describe('JointWrites', () => {
  it('writes what comes in one turn, and what comes meanwhile, together, and gives each its own result', async () => {
    const writes: (readonly number[])[] = [];
    const gate = Promise.withResolvers<void>();
    const joint = new JointWrites<number, string>(async (parts) => {
      writes.push(parts);
      await gate.promise;
      return parts.map((part) => `kept ${part}`);
    });
    const first = [joint.add(1), joint.add(2)];
    while (writes.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const later = [joint.add(3), joint.add(4)];
    gate.resolve();
    expect(await Promise.all([...first, ...later])).toEqual(['kept 1', 'kept 2', 'kept 3', 'kept 4']);
    expect(writes).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('lets only those fail who fail alone', async () => {
    const joint = new JointWrites<number, number>((parts) =>
      parts.includes(2) ? Promise.reject(new Error('two is bad')) : Promise.resolve(parts),
    );
    const settled = await Promise.allSettled([joint.add(1), joint.add(2), joint.add(3)]);
    expect(settled.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('goes on after a failure', async () => {
    let calls = 0;
    const joint = new JointWrites<number, number>((parts) => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error('away')) : Promise.resolve(parts);
    }, 5);
    await expect(joint.add(1)).rejects.toThrow('away');
    expect(await joint.add(2)).toBe(2);
  });
});
