import { setTimeout as sleep } from 'node:timers/promises';
import { CommandFailure, EXIT } from './exit-code.js';
import { say } from './terminal.js';

const REQUEST_TIMEOUT_MS = 35_000;
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 10_000;
/** Answers that may be different later: the gateway or a service behind it is away, or asks for patience. */
const RETRYABLE: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** An answer of the gateway that is final. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Asks the gateway over REST. */
export class GatewayClient {
  readonly #url: string;
  readonly #token: string | undefined;

  constructor(url: string, token: string | undefined) {
    this.#url = url;
    this.#token = token;
  }

  /** One question, no second try. @throws CommandFailure that says what is wrong and where. */
  async get(path: string, query: Readonly<Record<string, string | undefined>> = {}): Promise<unknown> {
    const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const search = given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
    const answer = await this.#ask('GET', `${path}${search}`, undefined).catch((error: unknown) => {
      throw new CommandFailure(EXIT.FAILURE, `the gateway at ${this.#url} does not answer: ${reasonOf(error)}`);
    });
    if (answer.status < 400) return answer.body;
    throw new CommandFailure(EXIT.FAILURE, `${this.#url}${path}: ${problemOf(answer)}`);
  }

  /** One change, no second try. @throws CommandFailure that says what is wrong and where. */
  async send(method: 'POST' | 'PATCH' | 'DELETE', path: string, body: unknown): Promise<unknown> {
    const answer = await this.#ask(method, path, body).catch((error: unknown) => {
      throw new CommandFailure(EXIT.FAILURE, `the gateway at ${this.#url} does not answer: ${reasonOf(error)}`);
    });
    if (answer.status < 400) return answer.body;
    throw new CommandFailure(EXIT.FAILURE, `${this.#url}${path}: ${problemOf(answer)}`);
  }

  /**
   * Sends something that may be sent twice, until the gateway has answered for good; says on stderr what it waits for.
   * @param patienceMs how long to try in vain. @throws CommandFailure when that has passed.
   */
  async postUntilAnswered(path: string, body: unknown, patienceMs: number): Promise<Answer> {
    const deadline = performance.now() + patienceMs;
    for (let attempt = 0; ; attempt += 1) {
      const { answer, reason, waitMs } = await this.#try(path, body);
      if (answer !== undefined) return answer;
      const delayMs = Math.max(waitMs, Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempt, 10)));
      if (performance.now() + delayMs > deadline) {
        const waited = Math.round(patienceMs / 1_000);
        throw new CommandFailure(
          EXIT.FAILURE,
          `gave up after ${waited} s: ${reason}. Run the command again: what arrived is recognised`,
        );
      }
      say(`${reason}; trying again in ${(delayMs / 1_000).toFixed(1)} s`);
      await sleep(delayMs);
    }
  }

  async #try(path: string, body: unknown): Promise<{ answer?: Answer; reason: string; waitMs: number }> {
    try {
      const answer = await this.#ask('POST', path, body);
      if (!RETRYABLE.has(answer.status)) return { answer, reason: '', waitMs: 0 };
      return { reason: problemOf(answer), waitMs: answer.retryAfterMs };
    } catch (error) {
      return { reason: `the gateway at ${this.#url} does not answer: ${reasonOf(error)}`, waitMs: 0 };
    }
  }

  async #ask(method: string, path: string, body: unknown): Promise<Answer & { readonly retryAfterMs: number }> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const text = await response.text();
    const retryAfterMs = Number(response.headers.get('retry-after') ?? 0) * 1_000 || 0;
    return { status: response.status, body: json(text), retryAfterMs };
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What a refusal says: title and detail of problem+json, or the status. */
export function problemOf({ status, body }: Answer): string {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as { title?: string; detail?: string };
  const text = [problem.title, problem.detail].filter((part) => part !== undefined && part !== '').join(': ');
  return text === '' ? `the gateway answered ${status}` : `${text} (${status})`;
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}
