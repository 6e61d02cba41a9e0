import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { nameOf, principalOf } from '../auth/principal.js';

/**
 * The name an action is audited under: the user or key that was proven. Only who holds the static token may say in `X-Actor`
 * for whom it acts.
 */
export function actorOf(request: Request): string {
  const principal = principalOf(request);
  if (principal === undefined) return 'anonymous';
  const said = request.headers['x-actor'];
  if (principal.kind !== 'token' || typeof said !== 'string') return nameOf(principal);
  const name = said
    .replaceAll(/[^\w.@ -]/g, '')
    .trim()
    .slice(0, 64);
  return name === '' ? nameOf(principal) : `token:${name}`;
}

export const Actor = createParamDecorator((_: unknown, context: ExecutionContext) =>
  actorOf(context.switchToHttp().getRequest<Request>()),
);
