import { SetMetadata } from '@nestjs/common';

const KEY = 'tape:own-authentication';

/** Marks a route that proves its callers itself, because they cannot send our token. */
export const OwnAuthentication = (): MethodDecorator => SetMetadata(KEY, true);

export function authenticatesItself(handler: object): boolean {
  return Reflect.getMetadata(KEY, handler) === true;
}
