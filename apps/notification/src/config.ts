import { SEVERITIES } from '@tape/notification';
import { baseConfig, flag, oneOf, urlOf, wholeNumber } from '@tape/service';
import { z } from 'zod';
import { groupProblems } from './config-groups.js';

const severity = oneOf(SEVERITIES);

/** Commas between; blanks around a part do not count. */
const list = (rule: string, part: z.ZodType<string>) =>
  z
    .string(rule)
    .transform((text) =>
      text
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    )
    .refine((parts) => parts.length > 0 && parts.every((each) => part.safeParse(each).success), rule);

/** Messages hold what is traded, and some URLs hold the secret: only this machine is told without encryption. */
function secureUrl(): z.ZodType<string> {
  const rule = 'must be a URL that begins with https://; http:// is for this machine (127.0.0.1, localhost) only';
  return z.string(rule).refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname } = new URL(text);
    return protocol === 'https:' || (protocol === 'http:' && isLoopbackName(hostname));
  }, rule);
}

export function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

const phone = z.string().regex(/^\+[1-9]\d{6,14}$/);
const address = z.string().regex(/^[^\s@<>,]+@[^\s@<>,]+$/);

/** Browsers' own push services; who subscribes may name no other host for this service to call. */
const PUSH_SERVICES = 'fcm.googleapis.com,*.push.services.mozilla.com,*.notify.windows.com,*.push.apple.com';

/** What the notification service reads besides the base settings. A channel exists when its settings are given. */
export const notificationConfig = baseConfig
  .extend({
    /** Whether every signal is told of; exits, states, feeds, services and dead letters always are. */
    NOTIFY_SIGNALS: flag().default(false),
    /** How long a receiver may take to answer. */
    NOTIFY_TIMEOUT_MS: wholeNumber(100, 60_000).default(10_000),
    /** Attempts before a notification is given up. */
    NOTIFY_MAX_ATTEMPTS: wholeNumber(1, 100).default(15),
    /** What to do when nobody can tell whether a message arrived: HOLD it for a person, or RESEND at the risk of a second. */
    NOTIFY_ON_DOUBT: oneOf(['HOLD', 'RESEND']).default('HOLD'),

    SLACK_WEBHOOK_URL: secureUrl().optional(),
    SLACK_MIN_SEVERITY: severity.default('INFO'),

    NOTIFY_WEBHOOK_URL: secureUrl().optional(),
    NOTIFY_WEBHOOK_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
    NOTIFY_WEBHOOK_MIN_SEVERITY: severity.default('INFO'),

    TELEGRAM_BOT_TOKEN: z
      .string()
      .regex(/^\d+:[\w-]+$/, 'must be the token of a bot, like 123456:ABC-def')
      .optional(),
    TELEGRAM_CHAT_ID: z
      .string()
      .regex(/^(-?\d+|@\w+)$/, 'must be a chat id, or @name of a channel')
      .optional(),
    TELEGRAM_MIN_SEVERITY: severity.default('INFO'),
    TELEGRAM_BASE_URL: secureUrl().default('https://api.telegram.org'),

    /** smtps:// is TLS from the first byte, smtp:// upgrades by STARTTLS. */
    SMTP_URL: urlOf('smtp', 'smtps').optional(),
    /** Whether mail waits rather than travel without TLS. */
    SMTP_REQUIRE_TLS: flag().default(true),
    EMAIL_FROM: z
      .string()
      .regex(/^([^<>\r\n]+ )?<?[^\s@<>]+@[^\s@<>]+>?$/, 'must be an address, or a name and <address>')
      .optional(),
    EMAIL_TO: list('must be addresses with commas between', address).optional(),
    EMAIL_MIN_SEVERITY: severity.default('INFO'),

    TWILIO_ACCOUNT_SID: z
      .string()
      .regex(/^AC[0-9a-f]{32}$/i, 'must be AC and 32 hexadecimal digits')
      .optional(),
    TWILIO_AUTH_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
    TWILIO_FROM: z
      .string()
      .regex(/^(\+[1-9]\d{6,14}|[A-Za-z0-9 ]{1,11})$/, 'must be a number like +15005550006, or a sender name')
      .optional(),
    SMS_TO: list('must be numbers like +15005550006 with commas between', phone).optional(),
    /** Text messages cost money. */
    SMS_MIN_SEVERITY: severity.default('CRITICAL'),
    TWILIO_BASE_URL: secureUrl().default('https://api.twilio.com'),

    VAPID_PUBLIC_KEY: z
      .string()
      .regex(/^[\w-]{87}$/, 'must be 87 characters of base64url')
      .optional(),
    VAPID_PRIVATE_KEY: z
      .string()
      .regex(/^[\w-]{43}$/, 'must be 43 characters of base64url')
      .optional(),
    /** Whom a push service may ask about our messages. */
    VAPID_SUBJECT: z
      .string()
      .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, 'must be a mailto: or https: address')
      .optional(),
    WEBPUSH_MIN_SEVERITY: severity.default('WARNING'),
    /** Hosts that a browser's subscription may name; `*.` stands for any one or more labels. */
    WEBPUSH_HOSTS: list('must be host names with commas between', z.string().regex(/^(\*\.)?[\w.-]+$/)).prefault(
      PUSH_SERVICES,
    ),
  })
  .superRefine((config, context) => {
    for (const { variable, message } of groupProblems(config)) {
      context.addIssue({ code: 'custom', path: [variable], message });
    }
  });
export type NotificationConfig = z.infer<typeof notificationConfig>;
