import { type Severity, plainText } from '@tape/notification';
import { type Channel, ONE_RECEIVER } from './channel.js';
import { type PostReply, httpPost } from './http-post.js';
import { resultOfReply } from './reply-result.js';

export interface TelegramSettings {
  /** Without the path: https://api.telegram.org or a Bot API server of one's own. */
  readonly baseUrl: string;
  readonly token: string;
  readonly chatId: string;
  readonly minSeverity: Severity;
}

/** Longest message Telegram takes. Unit: UTF-16 units. */
const LONGEST_MESSAGE = 4_096;

/** Telegram, by the Bot API. It takes no idempotency key. Plain text: nothing in it can be read as markup. */
export function telegramChannel({ baseUrl, token, chatId, minSeverity }: TelegramSettings): Channel {
  const url = `${baseUrl.replace(/\/+$/, '')}/bot${token}/sendMessage`;
  return {
    name: 'telegram',
    minSeverity,
    secrets: [token],
    workers: 1,
    oneProvider: true,
    targets: () => Promise.resolve(ONE_RECEIVER),
    send: async ({ notice }, signal) => {
      const body = JSON.stringify({
        chat_id: chatId,
        text: plainText(notice).slice(0, LONGEST_MESSAGE),
        link_preview_options: { is_disabled: true },
        disable_notification: notice.severity === 'INFO',
      });
      const reply = await httpPost({ url, headers: { 'content-type': 'application/json' }, body }, signal);
      const result = resultOfReply(reply, Date.now());
      return result.outcome === 'throttled'
        ? { ...result, retryAfterMs: askedWait(reply) ?? result.retryAfterMs }
        : result;
    },
  };
}

/** Telegram says in the body how long to wait, in seconds. */
function askedWait(reply: PostReply): number | null {
  if (reply.kind !== 'answer') return null;
  try {
    const seconds = (JSON.parse(reply.body) as { parameters?: { retry_after?: unknown } }).parameters?.retry_after;
    return typeof seconds === 'number' ? seconds * 1_000 : null;
  } catch {
    return null;
  }
}
