import { z } from 'zod';
import { FEED_TYPES } from './feed-message.js';
import type { Subscription } from './subscription.js';

const MAX_SYMBOLS = 1_000;

const request = z
  .strictObject({
    subscribe: z
      .strictObject({
        symbols: z.array(z.string().min(1).max(64)).max(MAX_SYMBOLS).optional(),
        types: z.array(z.enum(FEED_TYPES)).max(FEED_TYPES.length).optional(),
      })
      .optional(),
    resume: z.strictObject({ after: z.int().nonnegative() }).optional(),
    ping: z.unknown().optional(),
  })
  .refine((value) => Object.keys(value).length > 0, 'say "subscribe", "resume" or "ping"');

/** What a client asked for, or why it could not be read. */
export type ClientRequest =
  | {
      readonly ok: true;
      readonly subscription: Subscription | undefined;
      readonly resumeAfter: number | undefined;
      readonly ping: boolean;
    }
  | { readonly ok: false; readonly code: 'not-json' | 'invalid-request'; readonly message: string };

/** Reads one frame of a client. Never throws: a client's mistake is answered, not fatal. */
export function readClientRequest(text: string): ClientRequest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, code: 'not-json', message: 'a message must be one JSON object' };
  }
  const parsed = request.safeParse(json);
  if (!parsed.success) {
    const message = parsed.error.issues
      .map((issue) => `${issue.path.join('.') || 'message'}: ${issue.message}`)
      .join('; ');
    return { ok: false, code: 'invalid-request', message };
  }
  const { subscribe, resume } = parsed.data;
  return {
    ok: true,
    subscription:
      subscribe === undefined ? undefined : { symbols: choice(subscribe.symbols), types: choice(subscribe.types) },
    resumeAfter: resume?.after,
    ping: Object.hasOwn(parsed.data, 'ping'),
  };
}

/** An empty list is "no choice made", as an absent one is. */
function choice<Value>(values: readonly Value[] | undefined): ReadonlySet<Value> | null {
  return values === undefined || values.length === 0 ? null : new Set(values);
}
