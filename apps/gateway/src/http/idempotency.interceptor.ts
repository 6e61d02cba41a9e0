import { createHash } from 'node:crypto';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { catchError, from, mergeMap, type Observable, of } from 'rxjs';
import { principalOf } from '../auth/principal.js';
import { actorOf } from './actor.js';
import type { IdempotencyKeys, KeptAnswer } from './idempotency-keys.js';
import { showsOnce } from './shown-once.js';
import { Problem } from './problem.js';

const HEADER = 'idempotency-key';
const KEY = /^[\x21-\x7e]{1,255}$/;
const RETRY_SECONDS = 2;

/**
 * A POST with an `Idempotency-Key` takes effect once: the same caller with the same key and body is given the first answer
 * again. Only answers of success are kept; what failed may be sent again.
 */
export class IdempotencyInterceptor implements NestInterceptor {
  readonly #keys: IdempotencyKeys;

  constructor(keys: IdempotencyKeys) {
    this.#keys = keys;
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    const key = request.headers[HEADER];
    if (request.method !== 'POST' || key === undefined || principalOf(request) === undefined) return next.handle();
    if (typeof key !== 'string' || !KEY.test(key)) {
      throw new Problem(400, 'invalid-idempotency-key', 'Idempotency-Key must be 1 to 255 visible ASCII characters.');
    }
    if (showsOnce(context.getHandler()) || request.is('application/json') === false) {
      const detail = 'This route takes no Idempotency-Key: its answer is not kept, or its body is not read whole.';
      throw new Problem(400, 'idempotency-unsupported', detail);
    }
    const response = context.switchToHttp().getResponse<Response>();
    const id = { actor: actorOf(request), key };
    const before = await this.#keys.begin(id, digestOf(request));
    if (before.kind === 'other-request') {
      throw new Problem(422, 'idempotency-key-reused', 'This key was used for another request; take a new one.');
    }
    if (before.kind === 'at-work') {
      const detail = 'The first request with this key is still at work.';
      throw new Problem(409, 'request-in-progress', detail, {}, RETRY_SECONDS);
    }
    if (before.kind === 'answered') return of(replay(response, before.answer));
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        await this.#keys.keep(id, {
          status: response.statusCode,
          body: answer === undefined ? null : JSON.stringify(answer),
        });
        return answer;
      }),
      catchError((error: unknown) =>
        from(this.#keys.drop(id)).pipe(
          mergeMap(() => {
            throw error;
          }),
        ),
      ),
    );
  }
}

function replay(response: Response, { status, body }: KeptAnswer): unknown {
  response.status(status).setHeader('Idempotency-Replayed', 'true');
  return body === null ? undefined : JSON.parse(body);
}

function digestOf(request: Request): string {
  return createHash('sha256')
    .update(JSON.stringify([request.method, request.originalUrl, request.body ?? null]))
    .digest('hex');
}
