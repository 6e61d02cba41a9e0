import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import type { ModulesContainer } from '@nestjs/core';
import { authenticatesItself } from '../http/own-authentication.js';
import { roleNeeded, type RoleName } from './role.js';

/** Health and metrics of a service, which orchestrators ask without a name. They change nothing and tell no business. */
const PROBES: ReadonlySet<string> = new Set(['health', 'metrics']);

/** One route as it is declared. */
export interface DeclaredRoute {
  readonly name: string;
  readonly method: string;
  /** From the root, parameters as `:id`. */
  readonly path: string;
  /** What it asks of callers: a role, its own proof, nothing (probes), or nobody has said. */
  readonly access: RoleName | 'own' | 'probe' | undefined;
}

export function isProbe(controller: Type): boolean {
  return PROBES.has(firstPath(controller));
}

/** Every route of these controllers. */
export function declaredRoutes(controllers: readonly Type[]): DeclaredRoute[] {
  return controllers.flatMap((controller) => {
    const prototype = controller.prototype as Record<string, unknown>;
    const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
    return names.flatMap((name) => {
      const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value as object | undefined;
      const path =
        typeof handler === 'function'
          ? (Reflect.getMetadata(PATH_METADATA, handler) as string | string[] | undefined)
          : undefined;
      if (handler === undefined || path === undefined) return [];
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
      const full = `/${firstPath(controller)}/${Array.isArray(path) ? path[0] : path}`;
      return [
        {
          name: `${controller.name}.${name}`,
          method: method,
          path: full.replaceAll(/\/{2,}/g, '/').replace(/(.)\/$/, '$1'),
          access: accessOf(handler, controller, method),
        },
      ];
    });
  });
}

/** @throws Error that names every route which does not say who may call it. */
export function requireRoles(modules: ModulesContainer): void {
  const controllers = [...modules.values()].flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype as Type),
  );
  const silent = declaredRoutes(controllers).filter(({ access }) => access === undefined);
  if (silent.length === 0) return;
  const list = silent.map(({ name, method, path }) => `${name} (${method} ${path})`).join(', ');
  throw new Error(`these routes do not say who may call them; give each a @Role: ${list}`);
}

/** A controller that is for viewers says nothing about what its routes change: those have to say it themselves. */
function accessOf(handler: object, controller: Type, method: string): DeclaredRoute['access'] {
  if (isProbe(controller)) return 'probe';
  if (authenticatesItself(handler)) return 'own';
  const role = roleNeeded(handler, controller);
  const inherited = roleNeeded(handler, Object) === undefined;
  return inherited && role === 'viewer' && method !== 'GET' ? undefined : role;
}

function firstPath(controller: Type): string {
  const path = Reflect.getMetadata(PATH_METADATA, controller) as string | string[] | undefined;
  return (Array.isArray(path) ? (path[0] ?? '') : (path ?? '')).replace(/^\/+/, '');
}
