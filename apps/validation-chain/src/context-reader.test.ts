import { describe, expect, it } from '@jest/globals';
import type { PatternDetected } from '@tape/contracts';
import { NO_CALENDAR } from '@tape/validation';
import { ContextReader, type ContextSources } from './context-reader.js';
import { Stopping } from './stopping.js';
import { ManualClock } from './testing/manual-clock.js';

const PATTERN = { id: 'p1', symbol: 'ACME' } as PatternDetected;
const INSTRUMENT = { symbol: 'ACME' } as never;
const NEVER = new Promise<never>(() => {});

const SOUND: ContextSources = {
  instrument: () => Promise.resolve(INSTRUMENT),
  calendar: () => Promise.resolve({ earnings: [], news: [] }),
  campaignBlockedUntilMs: () => Promise.resolve(7),
};

function reader(sources: Partial<ContextSources>, stopping = new AbortController()) {
  const warnings: string[] = [];
  const clock = new ManualClock();
  const logger = { warn: (facts: { what: string }) => void warnings.push(facts.what) } as never;
  const context = new ContextReader({
    sources: { ...SOUND, ...sources },
    timeoutMs: 100,
    clock,
    stopping: stopping.signal,
    logger,
  });
  return { context, clock, warnings };
}

describe('what surrounds a candidate', () => {
  it('is read from where it is kept', async () => {
    const { context, warnings } = reader({});
    expect(await context.instrument(PATTERN, 0)).toEqual({ value: INSTRUMENT, missing: [] });
    expect(await context.calendar(PATTERN, 0)).toEqual({ earnings: [], news: [] });
    expect(await context.campaignBlockedUntilMs(PATTERN, 0)).toEqual({ value: 7, missing: [] });
    expect(warnings).toEqual([]);
  });

  const silent: readonly [string, Partial<ContextSources>][] = [
    ['never answers', { instrument: () => NEVER, calendar: () => NEVER, campaignBlockedUntilMs: () => NEVER }],
    [
      'fails each time',
      {
        instrument: () => Promise.reject(new Error('gone')),
        calendar: () => Promise.reject(new Error('gone')),
        campaignBlockedUntilMs: () => Promise.reject(new Error('gone')),
      },
    ],
  ];
  it.each(silent)('is missing by its name where the source %s, and nothing hangs', async (_what, sources) => {
    const { context, clock, warnings } = reader(sources);
    expect(await clock.drive(context.instrument(PATTERN, 1_000))).toEqual({ value: null, missing: ['instrument'] });
    expect(await clock.drive(context.campaignBlockedUntilMs(PATTERN, 1_000))).toEqual({
      value: null,
      missing: ['campaign'],
    });
    expect(await clock.drive(context.calendar(PATTERN, 1_000))).toBe(NO_CALENDAR);
    expect(warnings).toEqual(['instrument', 'campaign', 'calendar']);
  });

  it('is asked for again while patience lasts', async () => {
    let asked = 0;
    const instrument = () => {
      asked += 1;
      return asked < 3 ? Promise.reject(new Error('gone')) : Promise.resolve(INSTRUMENT);
    };
    const { context, clock } = reader({ instrument });
    expect(await clock.drive(context.instrument(PATTERN, 1_000))).toEqual({ value: INSTRUMENT, missing: [] });
    expect(asked).toBe(3);
  });

  it('is asked for once where there is no patience', async () => {
    let asked = 0;
    const instrument = () => {
      asked += 1;
      return Promise.reject(new Error('gone'));
    };
    const { context } = reader({ instrument });
    expect(await context.instrument(PATTERN, 0)).toMatchObject({ missing: ['instrument'] });
    expect(asked).toBe(1);
  });

  it('is not waited for when the process stops', async () => {
    const stopping = new AbortController();
    const { context } = reader({ instrument: () => NEVER }, stopping);
    const asked = context.instrument(PATTERN, 60_000);
    stopping.abort();
    await expect(asked).rejects.toThrow(Stopping);
    await expect(context.calendar(PATTERN, 60_000)).rejects.toThrow(Stopping);
  });
});
