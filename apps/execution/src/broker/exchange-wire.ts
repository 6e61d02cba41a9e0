import { AsyncLocalStorage } from 'node:async_hooks';
import type { BrokerAnswer } from '@tape/trading';
import { NEVER_SENT_CODES, reasonOf, retryAfterMs } from './http-answer.js';

/** What is known of the last request that a question to the exchange made. */
interface Trace {
  outcome: 'none' | 'never-sent' | 'broken' | 'answered';
  status: number;
  retryAfterMs: number | null;
}

/** Kinds of ccxt's errors that say what happened, by the names of their classes; the classes are loaded with an exchange. */
const KIND = {
  slowDown: ['DDoSProtection', 'RateLimitExceeded'],
  /** Keys or clock: a matter of settings, the order itself was not judged. */
  settings: ['AuthenticationError', 'InvalidNonce'],
  /** The exchange says itself that it does not know what it did. */
  lost: ['OperationFailed'],
  judged: ['ExchangeError'],
} as const;

/**
 * Hears what goes over the wire beneath ccxt, because its errors do not tell whether a request was made at all, and that decides
 * whether an order may be sent again.
 */
export class ExchangeWire {
  readonly #traces = new AsyncLocalStorage<Trace>();
  readonly #timeoutMs: number;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** For ccxt in place of its own. */
  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const trace = this.#traces.getStore();
    const { method, headers, body } = init;
    try {
      const response = await fetch(url, {
        signal: AbortSignal.timeout(this.#timeoutMs),
        redirect: 'error',
        ...(method === undefined ? {} : { method }),
        ...(headers === undefined ? {} : { headers }),
        ...(body === undefined ? {} : { body }),
      });
      // Read here: an answer that breaks off is none.
      const text = await response.text();
      if (trace !== undefined) {
        trace.outcome = 'answered';
        trace.status = response.status;
        trace.retryAfterMs = retryAfterMs(response);
      }
      return new Response(text === '' ? null : text, { status: response.status, headers: response.headers });
    } catch (error) {
      const { code, reason } = reasonOf(error);
      if (trace !== undefined) trace.outcome = NEVER_SENT_CODES.has(code) ? 'never-sent' : 'broken';
      throw new Error(reason, { cause: error });
    }
  };

  /**
   * Asks through ccxt.
   * @param changes whether the question changes something at the exchange.
   */
  async ask<Value>(changes: boolean, question: () => Promise<Value>): Promise<BrokerAnswer<Value>> {
    const trace: Trace = { outcome: 'none', status: 0, retryAfterMs: null };
    try {
      return { kind: 'done', value: await this.#traces.run(trace, question) };
    } catch (error) {
      return failureFrom(error, trace, changes);
    }
  }
}

function failureFrom(error: unknown, trace: Trace, changes: boolean): BrokerAnswer<never> {
  const reason = textOf(error);
  const is = (names: readonly string[]): boolean => isKind(error, names);
  const nobodyKnows: BrokerAnswer<never> = { kind: changes ? 'unclear' : 'unreachable', reason };
  if (trace.outcome === 'never-sent') return { kind: 'unreachable', reason };
  if (trace.outcome === 'broken') return nobodyKnows;
  // ccxt refuses by itself what breaks a market's rules; anything else never left the house either.
  if (trace.outcome === 'none') return { kind: is(KIND.judged) ? 'refused' : 'unreachable', reason };
  if (trace.status === 429 || trace.status === 418 || is(KIND.slowDown)) {
    return { kind: 'busy', reason, retryAfterMs: trace.retryAfterMs };
  }
  if (is(KIND.settings)) return { kind: 'unreachable', reason };
  if (trace.status >= 500 || is(KIND.lost)) return nobodyKnows;
  // An error that is none of ccxt's: the answer could not be read.
  return is(KIND.judged) ? { kind: 'refused', reason } : nobodyKnows;
}

/** Whether an error is, or is made from, one of ccxt's classes of these names. */
export function isKind(error: unknown, names: readonly string[]): boolean {
  for (let of: unknown = error; of !== null && typeof of === 'object'; of = Object.getPrototypeOf(of)) {
    if (Object.hasOwn(of, 'constructor') && names.includes(of.constructor.name)) return true;
  }
  return false;
}

/** ccxt puts the address into its messages, and an address holds the signature of the request; keys are never in it. */
function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/([?&](?:signature|timestamp|recvWindow)=)[^&\s]*/g, '$1…').slice(0, 500);
}
