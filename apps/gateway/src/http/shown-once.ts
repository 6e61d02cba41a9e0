import { SetMetadata, type CustomDecorator } from '@nestjs/common';

const KEY = 'tape:shown-once';

/** Marks a route whose answer holds a secret and is therefore kept nowhere. */
export const ShownOnce = (): CustomDecorator => SetMetadata(KEY, true);

export function showsOnce(handler: object): boolean {
  return Reflect.getMetadata(KEY, handler) === true;
}
