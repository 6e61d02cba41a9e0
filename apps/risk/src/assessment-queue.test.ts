import { describe, expect, it } from '@jest/globals';
import type { PatternDetected } from '@tape/contracts';
import { AssessmentQueue } from './assessment-queue.js';
import type { RiskAnswer } from './assessments.js';

const pattern = (id: string): PatternDetected => ({ id }) as PatternDetected;
const answerTo = ({ id }: PatternDetected): RiskAnswer => ({ verdict: { message: id }, sizing: null }) as RiskAnswer;

describe('AssessmentQueue', () => {
  it('decides together, in their order, what comes while a decision is stored', async () => {
    const batches: string[][] = [];
    const stored = Promise.withResolvers<void>();
    const queue = new AssessmentQueue(async (patterns) => {
      batches.push(patterns.map(({ id }) => id));
      if (batches.length === 1) await stored.promise;
      return patterns.map(answerTo);
    });
    const asked = ['a', 'b', 'c'].map((id) => queue.ask(pattern(id)));
    stored.resolve();
    expect((await Promise.all(asked)).map(({ verdict }) => verdict.message)).toEqual(['a', 'b', 'c']);
    expect(batches).toEqual([['a'], ['b', 'c']]);
    await expect(queue.ask(pattern('d'))).resolves.toMatchObject({ verdict: { message: 'd' } });
  });

  it('lets nobody fail for somebody else', async () => {
    const stored = Promise.withResolvers<void>();
    const queue = new AssessmentQueue(async (patterns) => {
      await stored.promise;
      if (patterns.some(({ id }) => id === 'bad')) throw new Error('no instrument');
      return patterns.map(answerTo);
    });
    const asked = ['first', 'good', 'bad', 'fine'].map((id) => queue.ask(pattern(id)));
    stored.resolve();
    const ended = await Promise.allSettled(asked);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });
});
