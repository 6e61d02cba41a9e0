import type { AttemptOutcome } from '@tape/notification';
import type { AttemptResult } from './channel.js';
import type { PostReply } from './http-post.js';

/** As much of an answer as an error shows. Unit: characters. */
const SHOWN_ANSWER = 300;

/** What a status says about a message, the same for every provider that speaks HTTP. */
export function outcomeOfStatus(status: number): AttemptOutcome {
  if (status >= 200 && status < 300) return 'accepted';
  if (status === 429) return 'throttled';
  // Somebody in between answers for a receiver that may have it.
  if (status === 502 || status === 504) return 'in-doubt';
  if (status >= 500 || status === 408 || status === 425) return 'failed';
  return 'rejected';
}

/** @param nowMs wall clock, because a receiver may name a time instead of a wait */
export function resultOfReply(reply: PostReply, nowMs: number): AttemptResult {
  if (reply.kind !== 'answer') {
    return { outcome: reply.kind, statusCode: null, retryAfterMs: null, error: reply.error };
  }
  const outcome = outcomeOfStatus(reply.status);
  return {
    outcome,
    statusCode: reply.status,
    retryAfterMs: readRetryAfter(reply.retryAfter, nowMs),
    error: outcome === 'accepted' ? null : `HTTP ${reply.status}: ${reply.body.trim().slice(0, SHOWN_ANSWER)}`,
  };
}

/** `Retry-After` in seconds or as a date (RFC 9110 §10.2.3); null when absent or not readable. */
export function readRetryAfter(value: string | undefined, nowMs: number): number | null {
  if (value === undefined) return null;
  if (/^\d+(\.\d+)?$/.test(value.trim())) return Math.ceil(Number(value) * 1_000);
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}
