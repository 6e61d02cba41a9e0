import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { bearerOf, sameToken } from './bearer-token.js';
import { authenticatesItself } from './own-authentication.js';
import { Problem } from './problem.js';

/** Lets nobody in without the token, where there is one. Probes and the page itself are outside the API. */
export class BearerGuard implements CanActivate {
  readonly #token: string | undefined;

  constructor(token: string | undefined) {
    this.#token = token;
  }

  canActivate(context: ExecutionContext): boolean {
    if (this.#token === undefined || context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request>();
    if (!request.path.startsWith('/api/')) return true;
    if (authenticatesItself(context.getHandler())) return true;
    const given = bearerOf(request.headers.authorization);
    if (sameToken(given, this.#token)) return true;
    throw new Problem(
      401,
      'not-authenticated',
      given === undefined
        ? 'Send the header "Authorization: Bearer <token>"; the token is in TAPE_API_TOKEN.'
        : 'The token is not the right one.',
    );
  }
}
