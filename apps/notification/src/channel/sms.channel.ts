import { type Severity, shortText } from '@tape/notification';
import type { Channel } from './channel.js';
import { httpPost } from './http-post.js';
import { resultOfReply } from './reply-result.js';

export interface SmsSettings {
  /** Without the path: https://api.twilio.com. */
  readonly baseUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly minSeverity: Severity;
}

/** Text messages by Twilio's REST API, one message a number. It takes no idempotency key. */
export function smsChannel({ baseUrl, accountSid, authToken, from, to, minSeverity }: SmsSettings): Channel {
  const url = `${baseUrl.replace(/\/+$/, '')}/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const credentials = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
  return {
    name: 'sms',
    minSeverity,
    secrets: [authToken, credentials],
    workers: 2,
    oneProvider: true,
    targets: () => Promise.resolve(to),
    send: async ({ target, notice }, signal) => {
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${credentials}`,
      };
      const body = new URLSearchParams({ To: target, From: from, Body: shortText(notice) }).toString();
      return resultOfReply(await httpPost({ url, headers, body }, signal), Date.now());
    },
  };
}
