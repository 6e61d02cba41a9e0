import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';
import { type Notice, type Severity, headline, plainText } from '@tape/notification';
import { type AttemptResult, type Channel, ONE_RECEIVER } from './channel.js';

export interface EmailSettings {
  /** smtps://user:password@host:465 or smtp://host:587 */
  readonly smtpUrl: string;
  /** Whether mail waits rather than travel without TLS. */
  readonly requireTls: boolean;
  readonly from: string;
  readonly to: readonly string[];
  readonly minSeverity: Severity;
}

const SMTPS_PORT = 465;
const SUBMISSION_PORT = 587;

/** E-mail by SMTP: one mail to all. SMTP knows no idempotency key; the Message-ID is the same at every attempt. */
export function emailChannel(settings: EmailSettings): Channel {
  const { password } = new URL(settings.smtpUrl);
  return {
    name: 'email',
    minSeverity: settings.minSeverity,
    secrets: password === '' ? [] : [password, decodeURIComponent(password)],
    workers: 1,
    oneProvider: true,
    targets: () => Promise.resolve(ONE_RECEIVER),
    send: async ({ id, notice }, signal) => {
      const mail = new MailComposer(mailOf(id, notice, settings)).compile();
      return await deliver(settings, mail.getEnvelope() as Envelope, await mail.build(), signal);
    },
  };
}

interface Envelope {
  readonly from: string;
  readonly to: string[];
}

function mailOf(id: string, notice: Notice, { from, to }: EmailSettings) {
  return {
    from,
    to: [...to],
    subject: headline(notice),
    text: `${plainText(notice)}\n`,
    messageId: `<${id}@tapereader>`,
    headers: { 'X-Tape-Delivery': id, 'Auto-Submitted': 'auto-generated' },
  };
}

/** Connection, login and mail one by one, because only then it is known whether a failure came before the mail or behind it. */
async function deliver(
  settings: EmailSettings,
  envelope: Envelope,
  mail: Buffer,
  signal: AbortSignal,
): Promise<AttemptResult> {
  const url = new URL(settings.smtpUrl);
  const connection = new SMTPConnection(connectionOptions(url, settings.requireTls));
  // What breaks between two steps is seen by the next one.
  connection.on('error', () => undefined);
  let handedOver = false;
  let refused: readonly unknown[] = [];
  try {
    await step(connection, signal, (done) => connection.connect(done));
    if (url.username !== '') {
      const credentials = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
      await step(connection, signal, (done) => connection.login({ credentials }, done));
    }
    handedOver = true;
    await step(connection, signal, (done) =>
      connection.send(envelope, mail, (error, info) => {
        refused = info?.rejected ?? [];
        done(error);
      }),
    );
    connection.quit();
    const error = refused.length === 0 ? null : `sent, but refused for ${refused.map(String).join(', ')}`;
    return { outcome: 'accepted', statusCode: 250, retryAfterMs: null, error };
  } catch (error) {
    connection.close();
    return resultOfFailure(error as Error, handedOver);
  }
}

function connectionOptions(url: URL, requireTLS: boolean) {
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname.replaceAll(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? SMTPS_PORT : SUBMISSION_PORT) : Number(url.port),
    secure,
    requireTLS: requireTLS && !secure,
  };
}

/** One step of the dialogue; fails when the connection does, or when time is up. */
function step(
  connection: SMTPConnection,
  signal: AbortSignal,
  start: (done: (error?: Error | null) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error | null): void => {
      signal.removeEventListener('abort', late);
      connection.removeListener('error', settle);
      if (error) reject(error);
      else resolve();
    };
    const late = (): void => settle(new Error('no answer in time'));
    connection.once('error', settle);
    if (signal.aborted) {
      late();
      return;
    }
    signal.addEventListener('abort', late, { once: true });
    start(settle);
  });
}

/** A number is the server's own word. Without one: nothing was sent before the mail was handed over, perhaps it was behind. */
function resultOfFailure(error: Error & { responseCode?: number }, handedOver: boolean): AttemptResult {
  const { responseCode, message } = error;
  if (responseCode === undefined) {
    const outcome = handedOver ? 'in-doubt' : 'unreachable';
    return { outcome, statusCode: null, retryAfterMs: null, error: handedOver ? message : `no mail sent: ${message}` };
  }
  const outcome = responseCode >= 500 ? 'rejected' : 'failed';
  return { outcome, statusCode: responseCode, retryAfterMs: null, error: message };
}
