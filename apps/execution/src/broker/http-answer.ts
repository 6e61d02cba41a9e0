import type { BrokerAnswer } from '@tape/trading';

/** What went over the wire: a status with its body, or why there was none. */
export type HttpOutcome =
  | { readonly kind: 'response'; readonly status: number; readonly body: unknown; readonly retryAfterMs: number | null }
  | { readonly kind: 'never-sent'; readonly reason: string }
  | { readonly kind: 'broken'; readonly reason: string };

/** Errors of a connection that was never made: nothing can have been done. */
export const NEVER_SENT_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly timeoutMs: number;
}

/** One request, never repeated here: whether it may be is for those who know what it does. */
export async function exchange(request: HttpRequest): Promise<HttpOutcome> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { accept: 'application/json', 'content-type': 'application/json', ...request.headers },
      signal: AbortSignal.timeout(request.timeoutMs),
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
    const text = await response.text();
    return { kind: 'response', status: response.status, body: parsed(text), retryAfterMs: retryAfterMs(response) };
  } catch (error) {
    const { code, reason } = reasonOf(error);
    return NEVER_SENT_CODES.has(code) ? { kind: 'never-sent', reason } : { kind: 'broken', reason };
  }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
}

/** What the answer says of when to come again; null when it says nothing. */
export function retryAfterMs(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : null;
}

function codeOf(error: unknown): string {
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}

/** Why there was no answer: the code of the connection's error, empty without one, and a sentence with it. */
export function reasonOf(error: unknown): { readonly code: string; readonly reason: string } {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  return { code, reason: code === '' ? message : `${message} (${code})` };
}

/**
 * What a failed exchange means. A question that changes nothing may always be asked again; one that changes something is unclear
 * unless the answer proves that nothing was done.
 */
export function failureOf(
  outcome: HttpOutcome,
  changes: boolean,
  messageOf: (body: unknown) => string,
): BrokerAnswer<never> {
  if (outcome.kind === 'never-sent') return { kind: 'unreachable', reason: outcome.reason };
  if (outcome.kind === 'broken') return { kind: changes ? 'unclear' : 'unreachable', reason: outcome.reason };
  const reason = `${outcome.status} ${messageOf(outcome.body)}`;
  if (outcome.status === 429) return { kind: 'busy', reason, retryAfterMs: outcome.retryAfterMs };
  // Keys that are wrong or have run out are a matter of settings; the order itself was not judged.
  if (outcome.status === 401) return { kind: 'unreachable', reason };
  if (outcome.status >= 500) return { kind: changes ? 'unclear' : 'unreachable', reason };
  return { kind: 'refused', reason };
}
