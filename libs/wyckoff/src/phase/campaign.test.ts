import { describe, expect, it } from '@jest/globals';
import { StepLog } from '../step-log.js';
import { DAILY_RULES } from '../testing/detector.contract.js';
import { range } from '../testing/range-record.contract.js';
import { mark } from '../testing/range-story.contract.js';
import { applyDrift, applyEvent } from './campaign.js';

const apply = (
  ...[record, side, found]: [ReturnType<typeof range>, 'ACCUMULATION' | 'DISTRIBUTION', ReturnType<typeof mark>]
) => {
  const log = new StepLog();
  log.begin(1000, 96.5);
  const accepted = applyEvent(record, side, found, 50, DAILY_RULES, log);
  return { accepted, changes: log.phases, ranges: log.ranges };
};

describe('an event', () => {
  it('moves the phase, is remembered, and is shown at its chart price', () => {
    const record = range({ side: 'DISTRIBUTION' });
    const { accepted, changes, ranges } = apply(record, 'DISTRIBUTION', mark('UTAD', 48, -123));
    expect(accepted).toBe(true);
    expect(changes).toMatchObject([
      { event: 'UTAD', phase: 'C', previousPhase: 'B', price: 123, reason: 'event-found' },
    ]);
    expect(ranges).toEqual([record]);
    expect(record.distribution.spring?.index).toBe(48);
  });

  it('that breaks a range out decides its state', () => {
    const up = range();
    apply(up, 'ACCUMULATION', mark('SOS', 50, 122));
    expect(up).toMatchObject({ phase: 'D', state: 'BROKEN_UP' });
    const down = range({ side: 'DISTRIBUTION' });
    apply(down, 'DISTRIBUTION', mark('SOW', 50, -98));
    expect(down).toMatchObject({ phase: 'D', state: 'BROKEN_DOWN' });
  });

  it('of the other side turns the range, and says so', () => {
    const record = range({ side: 'DISTRIBUTION' });
    const { changes } = apply(record, 'ACCUMULATION', mark('SPRING', 48, 98));
    expect(record.side).toBe('ACCUMULATION');
    expect(changes).toMatchObject([{ reason: 'side-turned', side: 'ACCUMULATION', phase: 'C' }]);
  });

  it('that has no place in the phase is refused and changes nothing', () => {
    const record = range({ phase: 'A' });
    const before = JSON.stringify(record);
    expect(apply(record, 'ACCUMULATION', mark('SPRING', 48, 98))).toEqual({ accepted: false, changes: [], ranges: [] });
    expect(JSON.stringify(record)).toBe(before);
  });

  it('that ends phase A starts the clock of phase B at its own bar', () => {
    const record = range({ phase: 'A', phaseBIndex: null, state: 'FORMING' });
    apply(record, 'ACCUMULATION', mark('ST', 44, 100));
    expect(record).toMatchObject({ phase: 'B', phaseBIndex: 44, state: 'ACTIVE' });
  });
});

describe('a spring that failed', () => {
  it('is forgotten as a spring, and remembered as the low the next one must undercut', () => {
    const record = range({ phase: 'C' });
    record.accumulation.spring = mark('SPRING', 40, 97);
    record.accumulation.test = mark('TEST', 42, 98);
    const log = new StepLog();
    log.begin(1000, 96.5);
    applyDrift(record, { reason: 'spring-failed', phase: 'B', state: 'ACTIVE' }, 50, DAILY_RULES, log);
    expect(record).toMatchObject({ phase: 'B', lowestTouch: 97, accumulation: { spring: null, test: null } });
    expect(log.phases).toMatchObject([
      { event: null, reason: 'spring-failed', phase: 'B', previousPhase: 'C', price: 96.5 },
    ]);
  });
});
