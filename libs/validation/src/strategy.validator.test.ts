import { describe, expect, it } from '@jest/globals';
import { findingsOf } from '@tape/risk-rules';
import { forexSession } from './session.js';
import { strategyValidator } from './strategy.validator.js';
import { judged } from './testing/judged.js';
import { HOUR_MS, sampleContext, sampleForex, samplePattern, WEDNESDAY_MS } from './testing/sample-candidate.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * HOUR_MS;

/** A minute of a UTC day and a zone's distance from UTC at that day. */
const newYork = (day: string, hour: number, minute: number, behindUtc: 4 | 5): number =>
  Date.parse(`${day}T00:00:00Z`) + (hour + behindUtc) * HOUR_MS + minute * MINUTE_MS;

const forexAt = (closeTimeMs: number): readonly string[] => judged(strategyValidator, sampleForex({ closeTimeMs }));

const shownAt = (campaignBlockedUntilMs: number | null) =>
  strategyValidator.checks(samplePattern(), sampleContext({ campaignBlockedUntilMs }));

describe('a campaign that was invalidated', () => {
  const { closeTimeMs } = samplePattern();
  it.each([
    [closeTimeMs + 1, ['FAIL campaign-recently-invalidated']],
    [closeTimeMs, ['FAIL campaign-recently-invalidated']],
    [closeTimeMs - 1, []],
  ])('and is closed until %s: %s', (campaignBlockedUntilMs, expected) => {
    expect(judged(strategyValidator, samplePattern(), { campaignBlockedUntilMs })).toEqual(expected);
    const forex = sampleForex({ closeTimeMs, timeframe: '1d' });
    expect(judged(strategyValidator, forex, { campaignBlockedUntilMs })).toEqual(expected);
    const crypto = samplePattern({ assetClass: 'CRYPTO' });
    expect(judged(strategyValidator, crypto, { campaignBlockedUntilMs })).toEqual(expected);
  });

  it('shows an ended block like none, because risk forgets it when the campaign goes on', () => {
    expect(shownAt(closeTimeMs - 1)).toEqual(shownAt(null));
  });
});

describe('hours of stocks, New York', () => {
  const EARLY = ['WARN outside-session'];
  const LATE = ['WARN late-in-session'];
  const SHUT = ['WARN outside-session'];

  it.each([
    ['a Wednesday in summer time', '2023-03-15', 4],
    ['the Friday before the clocks go forward', '2023-03-10', 5],
    ['the Monday after it', '2023-03-13', 4],
    ['the Friday before the clocks go back', '2023-11-03', 4],
    ['the Monday after it', '2023-11-06', 5],
  ] as const)('%s', (_what, day, behind) => {
    const said = (hour: number, minute: number, addMs = 0): readonly string[] =>
      judged(
        strategyValidator,
        samplePattern({ timeframe: '15m', closeTimeMs: newYork(day, hour, minute, behind) + addMs }),
      );
    expect(said(0, 0)).toEqual(EARLY);
    expect(said(9, 29)).toEqual(EARLY);
    expect(said(9, 30, -1)).toEqual(EARLY);
    expect(said(9, 30)).toEqual([]);
    expect(said(14, 59)).toEqual([]);
    expect(said(15, 0)).toEqual([]);
    expect(said(15, 0, 1)).toEqual(LATE);
    expect(said(15, 1)).toEqual(LATE);
    expect(said(16, 0)).toEqual(LATE);
    expect(said(16, 0, 1)).toEqual(SHUT);
    expect(said(23, 59)).toEqual(SHUT);
  });

  it.each([
    ['Saturday', '2023-03-18', 12, 0, 4, SHUT],
    ['Sunday, the day the clocks go forward', '2023-03-12', 12, 0, 4, SHUT],
    ['Good Friday', '2023-04-07', 12, 0, 4, SHUT],
    ['Thanksgiving', '2023-11-23', 12, 0, 5, SHUT],
    ['the day after Thanksgiving at 13:00', '2023-11-24', 13, 0, 5, []],
    ['the day after Thanksgiving at 13:01', '2023-11-24', 13, 1, 5, SHUT],
    ['3 July at 13:00', '2023-07-03', 13, 0, 4, []],
    ['3 July at 13:01', '2023-07-03', 13, 1, 4, SHUT],
    ['Christmas Eve at 13:01', '2024-12-24', 13, 1, 5, SHUT],
  ] as const)('%s: %s', (_what, day, hour, minute, behind, expected) => {
    const closeTimeMs = newYork(day, hour, minute, behind);
    expect(judged(strategyValidator, samplePattern({ timeframe: '15m', closeTimeMs }))).toEqual(expected);
  });

  it.each(['1d', '1w'] as const)('do not concern %s bars', (timeframe) => {
    const closeTimeMs = newYork('2023-03-15', 3, 0, 4);
    expect(judged(strategyValidator, samplePattern({ timeframe, closeTimeMs }))).toEqual([]);
  });

  it('do not concern crypto', () => {
    const night = samplePattern({
      assetClass: 'CRYPTO',
      timeframe: '15m',
      closeTimeMs: newYork('2023-03-18', 3, 0, 4),
    });
    expect(judged(strategyValidator, night)).toEqual([]);
  });
});

describe('forex', () => {
  const WEEK_END = ['FAIL friday-close'];

  it.each([
    ['a Friday in summer time', Date.UTC(2023, 2, 17, 16)],
    ['the Friday before the clocks go forward', Date.UTC(2023, 2, 10, 17)],
    ['the Friday before the clocks go back', Date.UTC(2023, 10, 3, 16)],
    ['the Friday after it', Date.UTC(2023, 10, 10, 17)],
    ['the last day of a month', Date.UTC(2023, 2, 31, 16)],
    ['the last day of a year', Date.UTC(2021, 11, 31, 17)],
  ])('begins nothing from 12:00 New York: %s', (_what, noon) => {
    expect(forexAt(noon - 1)).toEqual([]);
    expect(forexAt(noon)).toEqual(WEEK_END);
    expect(forexAt(noon + 1)).toEqual(WEEK_END);
    expect(forexAt(noon + 5 * HOUR_MS)[0]).toBe(WEEK_END[0]);
  });

  it.each([
    ['Saturday noon', Date.UTC(2023, 2, 18, 16), WEEK_END],
    ['Sunday 16:59 New York', Date.UTC(2023, 2, 19, 20, 59), WEEK_END],
    ['Sunday 17:00 New York', Date.UTC(2023, 2, 19, 21), []],
    ['Sunday 17:00 New York, the day the clocks go forward', Date.UTC(2023, 2, 12, 21), []],
    ['Sunday 17:00 New York, the day the clocks go back', Date.UTC(2023, 10, 5, 22), ['WARN asian-session']],
    ['Thursday noon', Date.UTC(2023, 2, 16, 16), []],
  ])('%s: %s', (_what, closeTimeMs, expected) => {
    expect(forexAt(closeTimeMs)).toEqual(expected);
  });

  const sessions = [
    [0, 'ASIAN'],
    [8, 'LONDON'],
    [13, 'OVERLAP'],
    [17, 'NY'],
    [22, 'ASIAN'],
    [24, 'ASIAN'],
  ] as const;
  it.each(sessions)('from %s:00 UTC trades in %s, in winter and in summer', (hour, session) => {
    for (const day of [WEDNESDAY_MS, Date.UTC(2023, 0, 11), Date.UTC(2023, 6, 12)]) {
      const at = day + hour * HOUR_MS;
      expect(forexSession(at)).toBe(session);
      expect(forexAt(at)).toEqual(session === 'ASIAN' ? ['WARN asian-session'] : []);
      const before = sessions[sessions.findIndex(([from]) => from === hour) - 1]?.[1] ?? 'ASIAN';
      expect(forexSession(at - 1)).toBe(before);
    }
  });

  it('knows the sessions of days before 1970', () => {
    expect(forexSession(-DAY_MS + 9 * HOUR_MS)).toBe('LONDON');
  });

  it('leaves daily bars alone', () => {
    const daily = sampleForex({ timeframe: '1d', closeTimeMs: Date.UTC(2023, 2, 17, 16) });
    expect(judged(strategyValidator, daily)).toEqual([]);
  });
});

describe('what the stage shows', () => {
  it('is the clock of the decision beside the hours that are kept', () => {
    const closeTimeMs = Date.UTC(2023, 2, 15, 18, 45);
    const stock = strategyValidator.checks(samplePattern({ timeframe: '15m', closeTimeMs }), sampleContext());
    expect(stock.map(({ name, measured, limit }) => [name, measured, limit])).toEqual([
      ['campaign', 'open', 'open'],
      ['ATR percentile', '50', '95'],
      ['earnings', 'none near', 'none near'],
      ['New York time', 'Wed 14:45', '09:30 to 15:00, exchange open'],
    ]);
    const forex = strategyValidator.checks(sampleForex({ closeTimeMs }), sampleContext());
    expect(forex.map(({ name, measured }) => [name, measured])).toEqual([
      ['campaign', 'open'],
      ['ATR percentile', '50'],
      ['news', 'none near'],
      ['New York time', 'Wed 14:45'],
      ['session', 'NY'],
    ]);
    expect(findingsOf([...stock, ...forex])).toEqual([]);
  });
});
