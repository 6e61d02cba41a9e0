import { type Notice, type Severity, headline, plainText } from '@tape/notification';
import { type Channel, ONE_RECEIVER } from './channel.js';
import { httpPost } from './http-post.js';
import { resultOfReply } from './reply-result.js';

export interface SlackSettings {
  /** Of an incoming webhook; whoever has it may write to the channel. */
  readonly webhookUrl: string;
  readonly minSeverity: Severity;
}

/** Longest heading Slack takes. Unit: characters. */
const LONGEST_HEADING = 150;

/** Slack, by an incoming webhook. It takes no idempotency key. */
export function slackChannel({ webhookUrl, minSeverity }: SlackSettings): Channel {
  return {
    name: 'slack',
    minSeverity,
    secrets: [webhookUrl, new URL(webhookUrl).pathname],
    workers: 1,
    oneProvider: true,
    targets: () => Promise.resolve(ONE_RECEIVER),
    send: async ({ notice }, signal) => {
      const headers = { 'content-type': 'application/json; charset=utf-8' };
      const reply = await httpPost({ url: webhookUrl, headers, body: JSON.stringify(slackBody(notice)) }, signal);
      return resultOfReply(reply, Date.now());
    },
  };
}

/** Blocks for people, `text` for what reads aloud and for the preview on a telephone. */
function slackBody(notice: Notice): object {
  return {
    text: escaped(plainText(notice)),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: headline(notice).slice(0, LONGEST_HEADING) } },
      { type: 'section', text: { type: 'mrkdwn', text: escaped(notice.text) } },
      {
        type: 'section',
        fields: notice.facts.map(({ name, value }) => ({ type: 'mrkdwn', text: escaped(`*${name}*\n${value}`) })),
      },
      { type: 'context', elements: [{ type: 'mrkdwn', text: escaped(new Date(notice.occurredAtMs).toISOString()) }] },
    ],
  };
}

/** The three characters with which Slack begins links and mentions. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
