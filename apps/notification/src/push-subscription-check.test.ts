import { createECDH } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '@tape/service';
import { notificationConfig } from './config.js';
import { pushSubscriptionProblem } from './push-subscription-check.js';

const { WEBPUSH_HOSTS: hosts } = loadConfig(notificationConfig, {
  DATABASE_URL: 'postgres://tape:pw@127.0.0.1:5432/tape',
  NATS_URL: 'nats://127.0.0.1:4222',
});
const ecdh = createECDH('prime256v1');
ecdh.generateKeys();
const GOOD = {
  endpoint: 'https://fcm.googleapis.com/fcm/send/x',
  p256dh: ecdh.getPublicKey('base64url'),
  auth: Buffer.alloc(16, 7).toString('base64url'),
};

describe('a push subscription', () => {
  it.each([
    'https://fcm.googleapis.com/fcm/send/x',
    'https://updates.push.services.mozilla.com/wpush/v2/x',
    'https://wns2-by3p.notify.windows.com/w/?token=x',
    'https://web.push.apple.com/x',
  ])('of %s is taken', (endpoint) => {
    expect(pushSubscriptionProblem({ ...GOOD, endpoint }, hosts)).toBeNull();
  });

  it.each([
    ['http://fcm.googleapis.com/x', 'https'],
    ['https://169.254.169.254/latest/meta-data', 'WEBPUSH_HOSTS'],
    ['https://postgres:5432/', 'WEBPUSH_HOSTS'],
    ['https://fcm.googleapis.com.example.com/x', 'WEBPUSH_HOSTS'],
    ['https://evilpush.apple.com/x', 'WEBPUSH_HOSTS'],
    ['https://me:pw@fcm.googleapis.com/x', 'credentials'],
    ['fcm.googleapis.com', 'URL'],
  ])('of %s is refused: %s', (endpoint, word) => {
    expect(pushSubscriptionProblem({ ...GOOD, endpoint }, hosts)).toContain(word);
  });

  it('needs the keys of a browser', () => {
    expect(pushSubscriptionProblem({ ...GOOD, p256dh: 'AAAA' }, hosts)).toContain('p256dh');
    expect(pushSubscriptionProblem({ ...GOOD, auth: 'AAAA' }, hosts)).toContain('auth');
  });
});
