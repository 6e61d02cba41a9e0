import { describe, expect, it } from '@jest/globals';
import { assessRisk, type PatternDetected } from '@tape/contracts';
import { isTransient, RpcFailure, type RpcClient } from '@tape/messaging';
import { RiskDesk } from './risk-desk.js';
import { Stopping } from './stopping.js';
import { ManualClock } from './testing/manual-clock.js';

const PATTERN = { id: 'p1' } as PatternDetected;
const ANSWER = { verdict: { status: 'PASS' }, sizing: null };
const SILENT = new RpcFailure('no-responders', 'risk is not running', true);
const NOT_YET = new RpcFailure('not-yet', 'the tape is not there yet', true);

function desk(answer: (attempt: number) => Promise<unknown>, stopping = new AbortController()) {
  const clock = new ManualClock();
  const asked: string[] = [];
  const rpc = {
    call: ({ subject }: { subject: string }) => {
      asked.push(subject);
      return answer(asked.length);
    },
  } as unknown as Pick<RpcClient, 'call'>;
  return { risk: new RiskDesk(rpc, clock, stopping.signal), clock, asked };
}

const restarted = (attempt: number): Promise<unknown> => {
  if (attempt < 50) return Promise.reject(NOT_YET);
  return attempt < 53 ? Promise.reject(SILENT) : Promise.resolve(ANSWER);
};

describe('asking risk', () => {
  it('takes its answer', async () => {
    const { risk, asked } = desk(() => Promise.resolve(ANSWER));
    expect(await risk.assess(PATTERN, 1_000)).toEqual({ answered: true, answer: ANSWER });
    expect(asked).toEqual([assessRisk.subject]);
  });

  it('gives up when nobody answers for as long as patience lasts', async () => {
    const { risk, clock, asked } = desk(() => Promise.reject(SILENT));
    expect(await clock.drive(risk.assess(PATTERN, 1_000))).toEqual({
      answered: false,
      code: 'no-responders',
      message: 'risk is not running',
    });
    expect(clock.nowMs()).toBeGreaterThanOrEqual(1_000);
    expect(clock.nowMs()).toBeLessThan(1_300);
    expect(asked.length).toBeGreaterThan(3);
  });

  it('waits through "not yet" for as long as it takes', async () => {
    const { risk, clock } = desk((attempt) => (attempt < 100 ? Promise.reject(NOT_YET) : Promise.resolve(ANSWER)));
    expect(await clock.drive(risk.assess(PATTERN, 1_000))).toMatchObject({ answered: true });
    expect(clock.nowMs()).toBeGreaterThan(10_000);
  });

  it('counts silence only since risk was last heard', async () => {
    const { risk, clock } = desk(restarted);
    expect(await clock.drive(risk.assess(PATTERN, 1_000))).toMatchObject({ answered: true });
  });

  it('takes a refusal for an answer that will not change', async () => {
    const { risk, asked } = desk(() => Promise.reject(new RpcFailure('bad-request', 'no such field', false)));
    expect(await risk.assess(PATTERN, 1_000)).toMatchObject({ answered: false, code: 'bad-request' });
    expect(asked).toHaveLength(1);
  });

  it('lets go of an unanswered call when the process stops, and the candidate comes again', async () => {
    const stopping = new AbortController();
    const { risk } = desk(() => new Promise(() => {}), stopping);
    const asked = risk.assess(PATTERN, 60_000);
    stopping.abort();
    const error = await asked.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Stopping);
    expect(isTransient(error)).toBe(true);
  });

  it('lets go of a wait between two tries, and of a release, when the process stops', async () => {
    const stopping = new AbortController();
    const { risk } = desk(() => Promise.reject(NOT_YET), stopping);
    const waits = [risk.assess(PATTERN, 60_000), risk.release('rsv_1', 'strategy:news-near', 60_000)];
    await new Promise((resolve) => setImmediate(resolve));
    stopping.abort();
    for (const wait of waits) await expect(wait).rejects.toThrow(Stopping);
  });
});
