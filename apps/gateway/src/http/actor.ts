import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** The name an action is audited under: what the client calls itself in `X-Actor`, after how it was let in. */
export function actorOf(request: Pick<Request, 'headers'>): string {
  const said = request.headers['x-actor'];
  const name =
    typeof said === 'string'
      ? said
          .replaceAll(/[^\w.@ -]/g, '')
          .trim()
          .slice(0, 64)
      : '';
  const way = request.headers.authorization === undefined ? 'local' : 'token';
  return name === '' ? way : `${way}:${name}`;
}

export const Actor = createParamDecorator((_: unknown, context: ExecutionContext) =>
  actorOf(context.switchToHttp().getRequest<Request>()),
);
