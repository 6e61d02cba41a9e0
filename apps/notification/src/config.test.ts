import { describe, expect, it } from '@jest/globals';
import { ConfigurationError, loadConfig } from '@tape/service';
import { configuredChannels } from './channel/configured-channels.js';
import { notificationConfig } from './config.js';

const NEEDED = { DATABASE_URL: 'postgres://tape:pw@127.0.0.1:5432/tape', NATS_URL: 'nats://127.0.0.1:4222' };
const NOBODY = {
  ids: () => Promise.resolve([]),
  find: () => Promise.resolve(null),
  remove: () => Promise.resolve(false),
};
const FULL = {
  SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/T/B/x',
  NOTIFY_WEBHOOK_URL: 'https://example.com/hook',
  NOTIFY_WEBHOOK_SECRET: 'sixteen letters and more',
  TELEGRAM_BOT_TOKEN: '1:abc',
  TELEGRAM_CHAT_ID: '@alerts',
  SMTP_URL: 'smtps://me:secret@mail.example.com',
  EMAIL_FROM: 'Tapereader <tape@example.com>',
  EMAIL_TO: 'a@example.com, b@example.com',
  TWILIO_ACCOUNT_SID: `AC${'a'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'sixteen letters and more',
  TWILIO_FROM: '+15005550006',
  SMS_TO: '+15005550001',
  VAPID_PUBLIC_KEY: 'B'.repeat(87),
  VAPID_PRIVATE_KEY: 'a'.repeat(43),
  VAPID_SUBJECT: 'mailto:ops@example.com',
};

function problems(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(notificationConfig, { ...NEEDED, ...environment });
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}
const channelsOf = (environment: Record<string, string>) =>
  configuredChannels(loadConfig(notificationConfig, { ...NEEDED, ...environment }), NOBODY);

describe('the settings', () => {
  it('make no channel by themselves, and a channel where they are given', () => {
    expect(channelsOf({})).toEqual([]);
    const channels = channelsOf(FULL);
    expect(channels.map(({ name, minSeverity }) => [name, minSeverity])).toEqual([
      ['slack', 'INFO'],
      ['webhook', 'INFO'],
      ['telegram', 'INFO'],
      ['email', 'INFO'],
      ['sms', 'CRITICAL'],
      ['webpush', 'WARNING'],
    ]);
  });

  it.each([
    [['TELEGRAM_BOT_TOKEN'], ['TELEGRAM_CHAT_ID']],
    [['NOTIFY_WEBHOOK_URL'], ['NOTIFY_WEBHOOK_SECRET']],
    [['SMTP_URL'], ['EMAIL_FROM', 'EMAIL_TO']],
    [['SMS_TO'], ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM']],
    [['VAPID_PUBLIC_KEY', 'VAPID_SUBJECT'], ['VAPID_PRIVATE_KEY']],
  ] as const)('with %j demand %j as well', (given, demanded) => {
    const environment = Object.fromEntries(given.map((name) => [name, FULL[name]]));
    expect(problems(environment)).toEqual(
      demanded.map((name) => `${name}: is not set and must be set as well, because ${given[0]} is`),
    );
  });

  it.each([
    ['SLACK_WEBHOOK_URL', 'http://hooks.slack.com/services/T/B/x'],
    ['NOTIFY_WEBHOOK_URL', 'http://10.0.0.1/hook'],
    ['TELEGRAM_BASE_URL', 'http://127.0.0.1.example.com'],
    ['TELEGRAM_BOT_TOKEN', 'abc/../x'],
    ['EMAIL_TO', 'a@example.com\r\nBcc: b@example.com'],
    ['EMAIL_FROM', 'x\r\nBcc: b@example.com'],
    ['SMS_TO', '15005550001'],
    ['SMS_TO', ','],
    ['TWILIO_ACCOUNT_SID', 'AC1/../../x'],
    ['VAPID_SUBJECT', 'ops@example.com'],
    ['WEBPUSH_HOSTS', '*'],
    ['NOTIFY_ON_DOUBT', 'GUESS'],
  ])('refuse %s %j', (name, value) => {
    expect(problems({ ...FULL, [name]: value }).map((line) => line.split(':')[0])).toEqual([name]);
  });

  it.each(['http://127.0.0.1:1', 'http://localhost:1', 'http://[::1]:1'])('take %s: it is this machine', (url) => {
    expect(problems({ ...FULL, NOTIFY_WEBHOOK_URL: url })).toEqual([]);
  });
});
