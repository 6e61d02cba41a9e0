/** Settings that make a channel only together. */
const GROUPS = [
  ['SLACK_WEBHOOK_URL'],
  ['NOTIFY_WEBHOOK_URL', 'NOTIFY_WEBHOOK_SECRET'],
  ['TELEGRAM_BOT_TOKEN', 'TELEGRAM_CHAT_ID'],
  ['SMTP_URL', 'EMAIL_FROM', 'EMAIL_TO'],
  ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM', 'SMS_TO'],
  ['VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY', 'VAPID_SUBJECT'],
] as const;

/** What lacks of channels that were begun: half a channel is a mistake, and would be noticed on the worst day. */
export function groupProblems(
  settings: Readonly<Record<string, unknown>>,
): readonly { readonly variable: string; readonly message: string }[] {
  return GROUPS.flatMap((group) => {
    const given = group.filter((variable) => settings[variable] !== undefined);
    if (given.length === 0) return [];
    return group
      .filter((variable) => settings[variable] === undefined)
      .map((variable) => ({ variable, message: `must be set as well, because ${given[0]} is` }));
  });
}
