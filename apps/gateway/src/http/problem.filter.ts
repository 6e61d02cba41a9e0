import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { MAX_JSON_BYTES } from './body-limits.js';
import { Problem, problemBody, type ProblemBody } from './problem.js';
import { isRpcFault, rpcProblem } from './rpc-problem.js';

const RETRY_AFTER_SECONDS = 2;
/** Classes of Postgres errors that mean "not now": connection, resources, operator intervention. */
const DATABASE_AWAY = /^(?:08|53|57)/;
/** Data exceptions of Postgres that a caller's value brings about: NUL in text or JSON, a number or a time out of range. */
const UNSTORABLE: ReadonlySet<string> = new Set(['22021', '22P05', '22003', '22007', '22008']);
const SOCKET_AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

/** Writes every error as problem+json. What we did not foresee is logged whole and told to the client without detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const problem = problemOf(error);
    if (problem.status >= 500) {
      this.#report(problem, request, error);
    }
    if (response.headersSent) {
      response.end();
      return;
    }
    const retryAfter = error instanceof Problem ? error.retryAfterSeconds : undefined;
    if (retryAfter !== undefined || problem.status === 503) {
      response.setHeader('Retry-After', String(retryAfter ?? RETRY_AFTER_SECONDS));
    }
    // An unread body (too large, wrong type) would be read as the next request on this connection.
    if (!request.complete) response.setHeader('Connection', 'close');
    response
      .status(problem.status)
      .type('application/problem+json')
      .send(JSON.stringify({ ...problem, instance: request.originalUrl }));
  }

  #report(problem: ProblemBody, request: Request, error: unknown): void {
    const what = `${request.method} ${request.path}: ${problem.code}`;
    if (problem.status !== 500) this.#log.warn(`${what}: ${problem.detail}`);
    else this.#log.error(what, error instanceof Error ? error.stack : String(error));
  }
}

function problemOf(error: unknown): ProblemBody {
  if (error instanceof Problem) return error.body;
  if (isRpcFault(error)) return rpcProblem(error, 'asked').body;
  const { status, type } = error as { status?: unknown; type?: unknown };
  if (status === 413 || type === 'entity.too.large') {
    const limits = { limit_bytes: MAX_JSON_BYTES };
    return problemBody(413, 'body-too-large', 'The body is larger than this route takes.', limits);
  }
  if (isDatabaseAway(error)) {
    return problemBody(503, 'database-unavailable', 'Postgres does not answer; try again shortly.');
  }
  if (isUnstorable(error)) {
    const detail = 'A value cannot be stored: text must be without NUL, numbers and times within their bounds.';
    return problemBody(422, 'value-not-storable', detail);
  }
  if (error instanceof HttpException) return ofHttpException(error);
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return problemBody(status, 'bad-request', (error as Error).message);
  }
  return problemBody(500, 'internal', 'Something went wrong here; it has been logged.');
}

function ofHttpException(error: HttpException): ProblemBody {
  const status = error.getStatus();
  const codes: Readonly<Record<number, string>> = {
    401: 'not-authenticated',
    403: 'forbidden',
    404: 'unknown-route',
    405: 'method-not-allowed',
    413: 'body-too-large',
    415: 'unsupported-media-type',
    429: 'too-many-requests',
  };
  // Every other 400 is a Problem of our own: what is left comes from reading the body.
  if (status === 400) return problemBody(400, 'not-json', `The body is not valid JSON: ${error.message}`);
  if (status >= 500) return problemBody(status, 'internal', 'Something went wrong here; it has been logged.');
  return problemBody(status, codes[status] ?? 'refused', error.message);
}

function isUnstorable(error: unknown): boolean {
  const code = databaseCode(error);
  return typeof code === 'string' && UNSTORABLE.has(code);
}

function databaseCode(error: unknown): unknown {
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  return driverError?.code ?? code;
}

function isDatabaseAway(error: unknown): boolean {
  const found = databaseCode(error);
  if (typeof found === 'string') return DATABASE_AWAY.test(found) || SOCKET_AWAY.has(found);
  return error instanceof Error && /Connection terminated|timeout exceeded when trying to connect/.test(error.message);
}
