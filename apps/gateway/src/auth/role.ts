import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** Who may do what; each role may all that the ones before it may. */
export const ROLES = ['viewer', 'trader', 'admin'] as const;
export type RoleName = (typeof ROLES)[number];

const KEY = 'tape:role';

/**
 * The least role that may call a route: viewer reads, trader trades, admin changes the system. On a controller it holds for
 * all its routes, on a route it overrules the controller's. A route without one ends the start of the gateway.
 */
export const Role = (role: RoleName): CustomDecorator => SetMetadata(KEY, role);

/** Undefined where neither the route nor its controller says one. */
export function roleNeeded(handler: object, controller: object): RoleName | undefined {
  return (Reflect.getMetadata(KEY, handler) ?? Reflect.getMetadata(KEY, controller)) as RoleName | undefined;
}

export function mayActAs(held: RoleName, needed: RoleName): boolean {
  return ROLES.indexOf(held) >= ROLES.indexOf(needed);
}
