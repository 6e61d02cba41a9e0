import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningValidation, soundPattern } from './running-validation.js';

const IMPATIENT = { RISK_PATIENCE_MS: '300', RISK_LIVE_PATIENCE_MS: '100', CONTEXT_TIMEOUT_MS: '100' };
/** Longer than any test may take. */
const ENDLESS = { RISK_PATIENCE_MS: '600000', RISK_LIVE_PATIENCE_MS: '600000', CONTEXT_TIMEOUT_MS: '100' };

describe('validation-chain without risk', () => {
  let validation: RunningValidation;
  beforeAll(async () => {
    validation = await RunningValidation.start(IMPATIENT);
  }, 120_000);
  afterAll(async () => {
    await validation?.stop();
  });

  const judged = async (symbol: string, changes = {}) => {
    const pattern = soundPattern(symbol, changes);
    await validation.offer(pattern);
    return await validation.verdict(pattern.id);
  };

  it('refuses by name, keeps what the stages before measured, and goes on', async () => {
    await validation.register('AAA');
    const { chain, sizing } = await judged('AAA');
    expect(sizing).toBeNull();
    expect(chain.overall).toBe('FAIL');
    expect(chain.stages.map(({ stage, status, measured, limit }) => [stage, status, measured, limit])).toEqual([
      ['VOLUME', 'PASS', '0.6', '0.7'],
      ['PHASE', 'PASS', '80', '70'],
      ['LEVELS', 'PASS', '70', '60'],
      ['RISK', 'FAIL', 'no answer', 'an answer'],
    ]);
    expect(chain.stages.at(-1)?.reason).toBe('risk-unavailable');
    expect(chain.stages[2]?.checks.map(({ name }) => name)).toContain('bars in the range');
    expect((await judged('AAA', { id: 'AAA:1d:SPRING:1:r1' })).chain.overall).toBe('FAIL');
  });

  it('refuses a bar that has just closed as well', async () => {
    await validation.register('LIVE');
    const { chain } = await judged('LIVE', { closeTimeMs: Date.now() });
    expect(chain.stages.at(-1)?.reason).toBe('risk-unavailable');
  });

  it('refuses what nobody has registered', async () => {
    const { chain } = await judged('UNKNOWN');
    expect(chain.stages).toMatchObject([{ stage: 'VOLUME', reason: 'context-missing:instrument' }]);
  });

  it('does not hang on a table that nobody can read', async () => {
    await validation.register('LOCKED');
    const lock = validation.database.createQueryRunner();
    await lock.startTransaction();
    try {
      await lock.query('lock table instruments in access exclusive mode');
      const { chain } = await judged('LOCKED');
      expect(chain.stages).toMatchObject([{ stage: 'VOLUME', reason: 'context-missing:instrument' }]);
    } finally {
      await lock.rollbackTransaction();
      await lock.release();
    }
  });

  it('lets go of risk when it drains, and judges the candidate after the next start', async () => {
    await validation.down();
    await validation.up(ENDLESS);
    await validation.register('DRAIN');
    const pattern = soundPattern('DRAIN');
    const asked = validation.riskAsked();
    await validation.offer(pattern);
    await asked;

    const { readiness, strategy } = validation.service.parts;
    readiness.drain();
    await strategy.close();
    expect(await validation.stored(pattern.id)).toBeUndefined();

    await validation.down();
    await validation.up(IMPATIENT);
    expect((await validation.verdict(pattern.id)).chain.stages.at(-1)?.reason).toBe('risk-unavailable');
  }, 18_000);
});
