import { HttpException } from '@nestjs/common';

/** One field that breaks a rule. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** RFC 9457 problem details, as every error of this API is answered. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Stable word in kebab-case that programs may branch on. */
  readonly code: string;
  readonly instance?: string;
  readonly errors?: readonly FieldFault[];
  readonly [extra: string]: unknown;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not authenticated',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Body too large',
  415: 'Unsupported media type',
  422: 'Unprocessable content',
  423: 'Locked',
  429: 'Too many requests',
  500: 'Internal error',
  502: 'Service failed',
  503: 'Service unavailable',
  504: 'No answer in time',
};

/** Builds the body; `extra` adds members a program can use, `symbol` or `outcomes` for example. */
export function problemBody(
  status: number,
  code: string,
  detail: string,
  extra: Readonly<Record<string, unknown>> = {},
): ProblemBody {
  // What a program branches on cannot be overwritten by what is added.
  return { ...extra, type: `urn:tape:problem:${code}`, title: TITLES[status] ?? 'Error', status, detail, code };
}

/** An answer other than success; thrown by routes, written by the problem filter. */
export class Problem extends HttpException {
  readonly body: ProblemBody;
  /** Seconds after which the same request may succeed; becomes `Retry-After`. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: number,
    code: string,
    detail: string,
    extra: Readonly<Record<string, unknown>> = {},
    retryAfterSeconds?: number,
  ) {
    const body = problemBody(status, code, detail, extra);
    super(body, status);
    this.body = body;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export function unknownSymbol(symbol: string): Problem {
  return new Problem(404, 'unknown-symbol', `No bar of '${symbol}' has been received and it is not on the watchlist.`, {
    symbol,
  });
}

export function notFound(kind: string, id: string): Problem {
  return new Problem(404, `unknown-${kind}`, `There is no ${kind.replaceAll('-', ' ')} with id '${id}'.`, { id });
}
