import { expect, it } from '@jest/globals';
import { experimentIdOf } from '@tape/experiments';
import type { OfferedSignal } from './experiment-intake.repository.js';
import { IntakeQueue } from './intake-queue.js';

const offer = (n: number): OfferedSignal => ({ hash: String(n).padStart(24, '0') }) as OfferedSignal;

it('stores a crowd with few statements, tells each its own, and fails only those it could not store', async () => {
  const stored = new Set<string>();
  const statements: number[] = [];
  let isBroken = false;
  const queue = new IntakeQueue({
    add: async (offers) => {
      statements.push(offers.length);
      if (isBroken) throw new Error('the disk is full');
      const ids = [...new Set(offers.map(({ hash }) => experimentIdOf(hash)))].filter((id) => !stored.has(id));
      for (const id of ids) stored.add(id);
      return ids;
    },
  });
  const answers = await Promise.all(Array.from({ length: 300 }, (_, n) => queue.add(offer(n % 150))));
  expect(answers.filter(Boolean)).toHaveLength(150);
  expect(statements).toEqual([1, 200, 99]);
  isBroken = true;
  await expect(queue.add(offer(151))).rejects.toThrow('the disk is full');
  isBroken = false;
  expect([await queue.add(offer(151)), await queue.add(offer(151))]).toEqual([true, false]);
});
