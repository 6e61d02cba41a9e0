import { describe, expect, it } from '@jest/globals';
import {
  deadLetterNotice,
  exitNotice,
  feedStaleNotice,
  QUIET_PERIOD_MS,
  serviceErrorNotice,
  signalNotice,
  stateNotice,
  testNotice,
} from './notice-of-event.js';
import { LONGEST_SMS, plainText, shortText } from './notice-text.js';
import { notificationId, subscriptionId } from './notification-id.js';

const FRAME = { eventId: 'exit:1', occurredAtMs: Date.parse('2026-03-02T14:30:00Z'), correlationId: 'c-1' };
const EXIT = {
  trigger: 'ICE_BREAK',
  campaignId: 'AAPL-1',
  symbol: 'AAPL',
  timeframe: '1d',
  barTimeMs: Date.parse('2026-03-02T00:00:00Z'),
  measured: '98.1',
  limit: '99',
  message: 'The low 98.1 is under the ice 99.',
};
const SIGNAL = {
  symbol: 'EUR/USD',
  timeframe: '1h',
  direction: 'LONG',
  pattern: 'SPRING',
  entry: '1.1',
  stop: '1.09',
  targets: { primary: '1.14' },
  positionSize: '2',
  positionUnit: 'LOTS',
  rMultiple: '4',
  confidence: 85,
  simulated: true,
  needsReview: true,
  expiresAtMs: 2_000,
};
const ACCOUNT = { level: 'ACCOUNT', name: null };

const error = (atMs: number) => serviceErrorNotice(FRAME, { service: 'risk', instance: 'i', message: 'm', atMs }).key;
const letter = (service: string, atMs: number) =>
  deadLetterNotice({ service, stream: 'S', streamSequence: atMs, subject: 's', reason: 'r', deliveries: 1, atMs }).key;

describe('a notice', () => {
  it('of an exit says what was measured against which limit, and what is closed', () => {
    expect(plainText(exitNotice(FRAME, EXIT))).toBe(
      [
        '[CRITICAL] Emergency exit ICE_BREAK on AAPL',
        'The low 98.1 is under the ice 99.',
        'Closes: campaign AAPL-1',
        'Measured: 98.1',
        'Limit: 99',
        'Bar: AAPL 1d 2026-03-02T00:00:00Z',
        'At: 2026-03-02T14:30:00Z',
      ].join('\n'),
    );
    expect(plainText(exitNotice(FRAME, { ...EXIT, campaignId: null }))).toContain('Closes: the whole portfolio');
  });

  it.each([
    ['HALTED', 'CRITICAL'],
    ['REDUCING', 'WARNING'],
    ['ACTIVE', 'INFO'],
  ] as const)('of trading that is %s is %s', (to, severity) => {
    const change = { scope: ACCOUNT, from: 'ACTIVE', to, reason: 'drawdown', by: 'risk' };
    expect(stateNotice(FRAME, change)).toMatchObject({ severity, title: `Trading is ${to}`, key: 'exit:1' });
    const scope = { level: 'SYMBOL', name: 'AAPL' };
    expect(stateNotice(FRAME, { ...change, scope }).title).toBe(`Trading is ${to} for AAPL`);
  });

  it('of a signal is told while the signal can be taken', () => {
    expect(signalNotice(FRAME, SIGNAL, 1_999)?.title).toBe('LONG EUR/USD 1h: SPRING (SIMULATED)');
    expect(signalNotice(FRAME, SIGNAL, 2_000)).toBeNull();
  });

  it('of a feed names the last bar, or that there is none', () => {
    const feed = { symbol: 'AAPL', timeframe: '1m', lastOpenTimeMs: null, missingBars: 3, message: 'mute' };
    expect(plainText(feedStaleNotice(FRAME, feed))).toContain('Last bar: none\nMissing bars: 3');
  });

  it('of what comes in swarms has one key a period', () => {
    expect(error(0)).toBe(error(QUIET_PERIOD_MS - 1));
    expect(error(QUIET_PERIOD_MS)).not.toBe(error(0));
    expect(letter('risk', 0)).toBe(letter('risk', QUIET_PERIOD_MS - 1));
    expect(letter('risk', 0)).not.toBe(letter('signal', 0));
    expect(letter('risk', 0)).not.toBe(error(0));
  });

  it('of a test is as urgent as an emergency, and never the same one', () => {
    const first = testNotice({ by: 'me', atMs: 0, nonce: 'a' });
    expect(first.severity).toBe('CRITICAL');
    expect(testNotice({ by: 'me', atMs: 0, nonce: 'b' }).key).not.toBe(first.key);
  });

  it('cuts what is too long for people and telephones, and is never without words', () => {
    const long = exitNotice(FRAME, { ...EXIT, message: 'x'.repeat(10_000) });
    expect(long.text).toHaveLength(500);
    expect(exitNotice(FRAME, { ...EXIT, message: ' ' }).text).toBe('No reason was given.');
    expect(shortText(long)).toHaveLength(LONGEST_SMS);
    expect(shortText(long).endsWith('...')).toBe(true);
  });
});

describe('notificationId', () => {
  it('is the same for the same notice, channel and receiver, and no other', () => {
    const ids = [
      notificationId('exit:1', 'slack', ''),
      notificationId('exit:2', 'slack', ''),
      notificationId('exit:1', 'sms', ''),
      notificationId('exit:1', 'sms', '+1'),
      // Parts that would join to the same text.
      notificationId('exit:1s', 'sms', ''),
      subscriptionId('exit:1'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(notificationId('exit:1', 'slack', '')).toBe(ids[0]);
  });

  it('fits a web push topic: 32 characters of base64url', () => {
    expect(notificationId('exit:1', 'webpush', 'x'.repeat(1_000))).toMatch(/^[\w-]{1,32}$/);
  });
});
