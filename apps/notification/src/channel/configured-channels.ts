import type { NotificationConfig } from '../config.js';
import type { Channel } from './channel.js';
import { emailChannel } from './email.channel.js';
import { slackChannel } from './slack.channel.js';
import { smsChannel } from './sms.channel.js';
import { telegramChannel } from './telegram.channel.js';
import { webhookChannel } from './webhook.channel.js';
import { type PushSubscriptionBook, webpushChannel } from './webpush.channel.js';

/** The channels whose settings are given. Which settings belong together was checked when they were read. */
export function configuredChannels(
  config: NotificationConfig,
  subscriptions: PushSubscriptionBook,
): readonly Channel[] {
  return [
    slack(config),
    webhook(config),
    telegram(config),
    email(config),
    sms(config),
    webpush(config, subscriptions),
  ].filter((channel) => channel !== null);
}

function slack({ SLACK_WEBHOOK_URL: webhookUrl, SLACK_MIN_SEVERITY: minSeverity }: NotificationConfig): Channel | null {
  return webhookUrl === undefined ? null : slackChannel({ webhookUrl, minSeverity });
}

function webhook(config: NotificationConfig): Channel | null {
  const { NOTIFY_WEBHOOK_URL: url, NOTIFY_WEBHOOK_SECRET: secret } = config;
  if (url === undefined || secret === undefined) return null;
  return webhookChannel({ url, secret, minSeverity: config.NOTIFY_WEBHOOK_MIN_SEVERITY });
}

function telegram(config: NotificationConfig): Channel | null {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_CHAT_ID: chatId } = config;
  if (token === undefined || chatId === undefined) return null;
  return telegramChannel({
    baseUrl: config.TELEGRAM_BASE_URL,
    token,
    chatId,
    minSeverity: config.TELEGRAM_MIN_SEVERITY,
  });
}

function email(config: NotificationConfig): Channel | null {
  const { SMTP_URL: smtpUrl, EMAIL_FROM: from, EMAIL_TO: to } = config;
  if (smtpUrl === undefined || from === undefined || to === undefined) return null;
  return emailChannel({
    smtpUrl,
    requireTls: config.SMTP_REQUIRE_TLS,
    from,
    to,
    minSeverity: config.EMAIL_MIN_SEVERITY,
  });
}

function sms(config: NotificationConfig): Channel | null {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from, SMS_TO: to } = config;
  if (accountSid === undefined || authToken === undefined || from === undefined || to === undefined) return null;
  return smsChannel({
    baseUrl: config.TWILIO_BASE_URL,
    accountSid,
    authToken,
    from,
    to,
    minSeverity: config.SMS_MIN_SEVERITY,
  });
}

function webpush(config: NotificationConfig, subscriptions: PushSubscriptionBook): Channel | null {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: subject } = config;
  if (publicKey === undefined || privateKey === undefined || subject === undefined) return null;
  return webpushChannel({ publicKey, privateKey, subject, minSeverity: config.WEBPUSH_MIN_SEVERITY }, subscriptions);
}
