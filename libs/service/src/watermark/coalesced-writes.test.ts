import { describe, expect, it } from '@jest/globals';
import { CoalescedWrites } from './coalesced-writes.js';

describe('CoalescedWrites', () => {
  it('sends what came during a write as one, in order', async () => {
    const written: number[][] = [];
    const first = Promise.withResolvers<void>();
    const writes = new CoalescedWrites<number>(async (rows) => {
      written.push([...rows]);
      if (written.length === 1) await first.promise;
    });
    const one = writes.add([1]);
    await new Promise((resolve) => setImmediate(resolve));
    const rest = [writes.add([2]), writes.add([3, 4])];
    first.resolve();
    await Promise.all([one, ...rest]);
    expect(written).toEqual([[1], [2, 3, 4]]);
  });

  it('tells those whose rows failed and goes on with the next', async () => {
    const written: number[][] = [];
    const writes = new CoalescedWrites<number>((rows) => {
      if (rows.includes(1)) return Promise.reject(new Error('away'));
      written.push([...rows]);
      return Promise.resolve();
    });
    await expect(writes.add([1])).rejects.toThrow('away');
    await writes.add([2]);
    expect(written).toEqual([[2]]);
  });
});
