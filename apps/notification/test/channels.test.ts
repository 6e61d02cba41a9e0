import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createHmac } from 'node:crypto';
import webpush from 'web-push';
import type { Notice } from '@tape/notification';
import type { Channel, OutgoingMessage } from '../src/channel/channel.js';
import { emailChannel } from '../src/channel/email.channel.js';
import { slackChannel } from '../src/channel/slack.channel.js';
import { smsChannel } from '../src/channel/sms.channel.js';
import { telegramChannel } from '../src/channel/telegram.channel.js';
import { webhookChannel } from '../src/channel/webhook.channel.js';
import { webpushChannel } from '../src/channel/webpush.channel.js';
import { Browser, vapidClaims } from './browser.js';
import { deadPort, type HttpReceiver, httpReceiver, smtpReceiver, type SmtpReceiver } from './receivers.js';

const NOTICE: Notice = {
  key: 'exit:1',
  kind: 'emergency-exit',
  severity: 'CRITICAL',
  title: 'Emergency exit ICE_BREAK on AAPL',
  text: 'Low 98.10 < ice 99 & <everybody> out',
  facts: [{ name: 'Limit', value: '99' }],
  occurredAtMs: Date.parse('2026-03-02T14:30:00Z'),
  correlationId: 'c-1',
};
const message = (target = ''): OutgoingMessage => ({
  id: 'ntf_0123456789abcdef01234567',
  target,
  attempt: 1,
  notice: NOTICE,
});
const minSeverity = 'INFO' as const;
const SID = `AC${'0'.repeat(32)}`;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function receiver(): Promise<HttpReceiver> {
  const made = await httpReceiver();
  open.push(made);
  return made;
}
async function mailServer(...options: Parameters<typeof smtpReceiver>): Promise<SmtpReceiver> {
  const made = await smtpReceiver(...options);
  open.push(made);
  return made;
}
const within = (ms: number) => AbortSignal.timeout(ms);
const send = (channel: Channel, target = '', ms = 5_000) => channel.send(message(target), within(ms));

const telegramAt = (baseUrl: string) => telegramChannel({ baseUrl, token: '1:abc', chatId: '-42', minSeverity });
const channelAt = (url: string) => webhookChannel({ url, secret: 'x'.repeat(16), minSeverity });
const mailSettings = (server: { host: string; port: number }, login = '') => ({
  smtpUrl: `smtp://${login}${server.host}:${server.port}`,
  requireTls: false,
  from: 'Tapereader <tape@example.com>',
  to: ['a@example.com', 'b@example.com'],
  minSeverity,
});
function book(browser: Browser) {
  const kept = new Map([['one', browser.subscription]]);
  return {
    ids: () => Promise.resolve([...kept.keys()]),
    find: (id: string) => Promise.resolve(kept.get(id) ?? null),
    remove: (id: string) => Promise.resolve(kept.delete(id)),
  };
}

describe('slack', () => {
  it('posts text and blocks, with what Slack reads as markup escaped', async () => {
    const { url, requests } = await receiver();
    const channel = slackChannel({ webhookUrl: `${url}/services/T0/B0/secret`, minSeverity });
    expect(await send(channel)).toMatchObject({ outcome: 'accepted', statusCode: 200, error: null });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: 'POST', path: '/services/T0/B0/secret' });
    expect(requests[0]!.headers['content-type']).toBe('application/json; charset=utf-8');
    const body = JSON.parse(requests[0]!.body.toString()) as { text: string; blocks: { type: string }[] };
    expect(body.text).toContain('Low 98.10 &lt; ice 99 &amp; &lt;everybody&gt; out');
    expect(body.blocks.map(({ type }) => type)).toEqual(['header', 'section', 'section', 'context']);
    expect(JSON.stringify(body.blocks)).not.toContain('<everybody>');
  });
});

describe('webhook', () => {
  it('signs timestamp and body, and carries the id as idempotency key', async () => {
    const { url, requests } = await receiver();
    const secret = 'a secret of sixteen or more';
    await send(webhookChannel({ url: `${url}/hook`, secret, minSeverity }));
    const [{ headers, body, path }] = requests as [HttpReceiver['requests'][number]];
    expect(path).toBe('/hook');
    const timestamp = headers['x-tape-timestamp'] as string;
    const expected = createHmac('sha256', secret).update(`${timestamp}.${body.toString()}`).digest('hex');
    expect(headers).toMatchObject({
      'x-tape-signature': `v1=${expected}`,
      'idempotency-key': message().id,
      'x-tape-delivery': message().id,
      'x-tape-attempt': '1',
      'content-type': 'application/json',
    });
    expect(Math.abs(Number(timestamp) * 1_000 - Date.now())).toBeLessThan(60_000);
    expect(JSON.parse(body.toString())).toEqual({
      id: message().id,
      kind: 'emergency-exit',
      severity: 'CRITICAL',
      title: NOTICE.title,
      text: NOTICE.text,
      facts: NOTICE.facts,
      occurred_at: '2026-03-02T14:30:00.000Z',
      correlation_id: 'c-1',
      event_id: 'exit:1',
    });
  });

  it('does not follow a redirect: nobody else is told', async () => {
    const [first, second] = [await receiver(), await receiver()];
    first.answer({ status: 307, headers: { location: second.url } });
    const result = await send(webhookChannel({ url: first.url, secret: 'x'.repeat(16), minSeverity }));
    expect(result).toMatchObject({ outcome: 'rejected', statusCode: 307 });
    expect(second.requests).toEqual([]);
  });
});

describe('telegram', () => {
  it('calls sendMessage of the bot in plain text', async () => {
    const { url, requests } = await receiver();
    await send(telegramAt(`${url}/`));
    expect(requests[0]!.path).toBe('/bot1:abc/sendMessage');
    expect(JSON.parse(requests[0]!.body.toString())).toEqual({
      chat_id: '-42',
      text: expect.stringContaining(
        '[CRITICAL] Emergency exit ICE_BREAK on AAPL\nLow 98.10 < ice 99 & <everybody> out',
      ),
      link_preview_options: { is_disabled: true },
      disable_notification: false,
    });
  });

  it('reads from the body how long to wait', async () => {
    const made = await receiver();
    made.answer({ status: 429, body: '{"ok":false,"error_code":429,"parameters":{"retry_after":7}}' });
    expect(await send(telegramAt(made.url))).toMatchObject({ outcome: 'throttled', retryAfterMs: 7_000 });
  });
});

describe('sms', () => {
  it('posts a form with basic authorization, one message a number', async () => {
    const made = await receiver();
    made.answer({ status: 201, body: '{"sid":"SM1","status":"queued"}' });
    const to = ['+15005550001', '+15005550002'];
    const channel = smsChannel({
      baseUrl: made.url,
      accountSid: SID,
      authToken: 'token',
      from: '+15005550006',
      to,
      minSeverity,
    });
    expect(await channel.targets()).toEqual(to);
    expect(await send(channel, to[1])).toMatchObject({ outcome: 'accepted', statusCode: 201 });
    const [{ headers, path, body }] = made.requests as [HttpReceiver['requests'][number]];
    expect(path).toBe(`/2010-04-01/Accounts/${SID}/Messages.json`);
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(headers.authorization).toBe(`Basic ${Buffer.from(`${SID}:token`).toString('base64')}`);
    expect(Object.fromEntries(new URLSearchParams(body.toString()))).toEqual({
      To: '+15005550002',
      From: '+15005550006',
      Body: 'Tapereader [CRITICAL] Emergency exit ICE_BREAK on AAPL: Low 98.10 < ice 99 & <everybody> out',
    });
  });
});

describe('webpush', () => {
  const { publicKey, privateKey } = webpush.generateVAPIDKeys();
  const settings = { publicKey, privateKey, subject: 'mailto:ops@example.com', minSeverity };

  it('sends what only this browser can read, signed with our key for this push service', async () => {
    const made = await receiver();
    made.answer({ status: 201 });
    const browser = new Browser(`${made.url}/push/1`);
    const channel = webpushChannel(settings, book(browser));
    expect(await send(channel, 'one')).toMatchObject({ outcome: 'accepted', statusCode: 201 });
    const [{ headers, body, path }] = made.requests as [HttpReceiver['requests'][number]];
    expect(path).toBe('/push/1');
    expect(headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      ttl: '86400',
      urgency: 'high',
      topic: message().id,
    });
    expect(message().id.length).toBeLessThanOrEqual(32);
    const { key, claims } = vapidClaims(headers.authorization as string);
    expect(key).toBe(publicKey);
    expect(claims).toMatchObject({ aud: made.url, sub: 'mailto:ops@example.com' });
    expect(body.toString('latin1')).not.toContain('AAPL');
    expect(JSON.parse(browser.decrypt(body))).toEqual({
      id: message().id,
      tag: message().id,
      kind: 'emergency-exit',
      severity: 'CRITICAL',
      title: NOTICE.title,
      body: NOTICE.text,
      occurred_at: '2026-03-02T14:30:00.000Z',
    });
  });

  it.each([404, 410])('forgets a browser whose push service says %i', async (status) => {
    const made = await receiver();
    made.answer({ status });
    const subscriptions = book(new Browser(made.url));
    expect(await send(webpushChannel(settings, subscriptions), 'one')).toMatchObject({ outcome: 'gone' });
    expect(await subscriptions.find('one')).toBeNull();
    expect(await send(webpushChannel(settings, subscriptions), 'one')).toMatchObject({ outcome: 'gone' });
    expect(made.requests).toHaveLength(1);
  });
});

describe('email', () => {
  it('sends one mail to all, with an id that stays the same', async () => {
    const server = await mailServer();
    expect(await send(emailChannel(mailSettings(server)))).toMatchObject({ outcome: 'accepted', error: null });
    expect(server.mails).toHaveLength(1);
    expect(server.mails[0]).toMatchObject({ from: 'tape@example.com', to: ['a@example.com', 'b@example.com'] });
    expect(server.mails[0]!.text).toMatch(/^Subject: \[CRITICAL\] Emergency exit ICE_BREAK on AAPL\r$/m);
    expect(server.mails[0]!.text).toContain(`Message-ID: <${message().id}@tapereader>`);
    expect(server.mails[0]!.text).toContain('Low 98.10 < ice 99');
  });

  it('logs in, and says so when it may not', async () => {
    const server = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        username === 'me' && password === 'p@ss' ? done(null, { user: 'me' }) : done(new Error('wrong password')),
    });
    expect(await send(emailChannel(mailSettings(server, 'me:p%40ss@')))).toMatchObject({ outcome: 'accepted' });
    const refused = await send(emailChannel(mailSettings(server, 'me:other@')));
    expect(refused).toMatchObject({ outcome: 'rejected', statusCode: 535 });
    expect(server.mails).toHaveLength(1);
  });

  it('does not send without TLS unless told to', async () => {
    const server = await mailServer();
    const result = await send(emailChannel({ ...mailSettings(server), requireTls: true }));
    expect(result.outcome).not.toBe('accepted');
    expect(result.outcome).not.toBe('in-doubt');
    expect(server.mails).toEqual([]);
  });

  it('hands nothing to a server whose certificate nobody vouches for', async () => {
    // The server warns of its own certificate, which is the point.
    const warned = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const server = await mailServer({ secure: true });
    warned.mockRestore();
    const smtpUrl = `smtps://me:secret@${server.host}:${server.port}`;
    const result = await send(emailChannel({ ...mailSettings(server), smtpUrl }));
    expect(result).toMatchObject({
      outcome: 'unreachable',
      error: expect.stringMatching(/^no mail sent: .*certificate/),
    });
    expect(server.mails).toEqual([]);
  });

  it.each([
    [451, 'failed'],
    [550, 'rejected'],
  ])('takes the word of the server: %i is %s', async (responseCode, outcome) => {
    const server = await mailServer({
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error('no'), { responseCode })),
    });
    expect(await send(emailChannel(mailSettings(server)))).toMatchObject({ outcome, statusCode: responseCode });
  });

  it('is in doubt when the mail is handed over and nobody answers', async () => {
    const server = await mailServer({ onData: (stream) => void stream.resume() });
    expect(await send(emailChannel(mailSettings(server)), '', 500)).toMatchObject({
      outcome: 'in-doubt',
      error: 'no answer in time',
    });
  });

  it('knows that nothing was sent when nobody greets it, or nobody is there', async () => {
    const silent = await mailServer({ onConnect: () => undefined });
    expect(await send(emailChannel(mailSettings(silent)), '', 500)).toMatchObject({ outcome: 'unreachable' });
    const nobody = { host: '127.0.0.1', port: await deadPort() };
    expect(await send(emailChannel(mailSettings(nobody)))).toMatchObject({ outcome: 'unreachable' });
  });
});

describe('an HTTP receiver', () => {
  it.each([
    [400, 'rejected'],
    [401, 'rejected'],
    [408, 'failed'],
    [500, 'failed'],
    [503, 'failed'],
    [502, 'in-doubt'],
    [504, 'in-doubt'],
  ])('that says %i: %s', async (status, outcome) => {
    const made = await receiver();
    made.answer({ status, body: 'why' });
    expect(await send(channelAt(made.url))).toMatchObject({
      outcome,
      statusCode: status,
      error: `HTTP ${status}: why`,
    });
  });

  it('that says 429 names its wait', async () => {
    const made = await receiver();
    made.answer({ status: 429, headers: { 'retry-after': '3' } });
    expect(await send(channelAt(made.url))).toMatchObject({ outcome: 'throttled', retryAfterMs: 3_000 });
  });

  it('that took the request and is silent leaves doubt', async () => {
    const made = await receiver();
    made.answer('hang');
    expect(await send(channelAt(made.url), '', 300)).toMatchObject({ outcome: 'in-doubt', error: 'no answer in time' });
    expect(made.requests).toHaveLength(1);
  });

  it('that speaks no TLS was sent nothing', async () => {
    const made = await receiver();
    const result = await send(channelAt(made.url.replace('http:', 'https:')));
    expect(result.outcome).toBe('unreachable');
    expect(made.requests).toEqual([]);
  });

  it('that is not there was sent nothing', async () => {
    const result = await send(channelAt(`http://127.0.0.1:${await deadPort()}`));
    expect(result).toMatchObject({ outcome: 'unreachable', statusCode: null });
  });
});
