import type { AttemptOutcome, ChannelName, Notice, Severity } from '@tape/notification';

/** One message to one receiver. */
export interface OutgoingMessage {
  /** The same at every attempt: idempotency key where the receiver takes one. */
  readonly id: string;
  /** The receiver, where the channel has several; empty otherwise. */
  readonly target: string;
  /** 1 at first. */
  readonly attempt: number;
  readonly notice: Notice;
}

/** What came of one attempt. */
export interface AttemptResult {
  readonly outcome: AttemptOutcome;
  /** Of HTTP or SMTP; null when there was no answer. */
  readonly statusCode: number | null;
  readonly retryAfterMs: number | null;
  /** For a person; null when it was accepted. */
  readonly error: string | null;
}

/** A way out of the system. To add one: docs/how-to/add-a-notification-channel.md. */
export interface Channel {
  readonly name: ChannelName;
  /** Notices below it are not for this channel. */
  readonly minSeverity: Severity;
  /** Texts that must not show in a log or an error, whatever the receiver answers. */
  readonly secrets: readonly string[];
  /** Messages under way at once: more where receivers are many and independent. */
  readonly workers: number;
  /** Whether one provider stands before all its receivers: a 429 of one then speaks for all. */
  readonly oneProvider: boolean;
  /** Its receivers now: one message each. A single unnamed receiver is the empty text. */
  targets(): Promise<readonly string[]>;
  /**
   * Makes one attempt and never another. `unreachable` only when nothing can have been sent; `in-doubt` when it may have
   * been. Gives up when the signal fires.
   */
  send(message: OutgoingMessage, signal: AbortSignal): Promise<AttemptResult>;
}

/** The receivers of a channel that has one, unnamed. */
export const ONE_RECEIVER: readonly string[] = [''];
