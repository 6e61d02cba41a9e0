import { SetMetadata, type CustomDecorator } from '@nestjs/common';

const KEY = 'tape:audited';

/** Who keeps the record of what a route changes. */
export type AuditKeeper =
  /** The route writes an entry when it has changed something, and none when it has not. */
  | 'route'
  /** The service it asks writes one in the transaction of the change. */
  | 'risk'
  | 'experiment'
  | 'strategy'
  /** It only looks. */
  | 'nothing changes';

/** Routes that change something without saying this leave a general entry each time they succeed. */
export const Audited = (by: AuditKeeper): CustomDecorator => SetMetadata(KEY, by);

export function auditKeeper(handler: object, controller: object): AuditKeeper | undefined {
  return (Reflect.getMetadata(KEY, handler) ?? Reflect.getMetadata(KEY, controller)) as AuditKeeper | undefined;
}
