import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { authenticatesItself } from '../http/own-authentication.js';
import { Problem } from '../http/problem.js';
import type { Authenticator, Refusal } from './authenticator.js';
import { setPrincipal } from './principal.js';
import { mayActAs, roleNeeded, type RoleName } from './role.js';
import { isProbe } from './route-roles.js';

const REFUSED: Readonly<Record<Refusal, readonly [code: string, detail: string]>> = {
  missing: ['not-authenticated', 'Log in, and send the header "Authorization: Bearer <access token or API key>".'],
  expired: ['token-expired', 'The token has ended: refresh it, or log in again.'],
  wrong: ['not-authenticated', 'The token is not one of ours, or it was withdrawn.'],
};

/**
 * Lets nobody in without the role that the route declares. It goes by the route that was found, never by the address that
 * was asked: the same route answers to more than one spelling.
 */
export class RoleGuard implements CanActivate {
  readonly #authenticator: Authenticator;

  constructor(authenticator: Authenticator) {
    this.#authenticator = authenticator;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const handler = context.getHandler();
    const controller = context.getClass();
    if (isProbe(controller) || authenticatesItself(handler)) return true;
    const needed: RoleName = roleNeeded(handler, controller) ?? 'admin';
    const request = context.switchToHttp().getRequest<Request>();
    const who = await this.#authenticator.byHeader(request.headers.authorization);
    if (!who.ok) {
      context.switchToHttp().getResponse<Response>().setHeader('WWW-Authenticate', 'Bearer realm="tapereader"');
      throw new Problem(401, ...REFUSED[who.reason]);
    }
    const { role } = who.principal;
    if (!mayActAs(role, needed)) {
      throw new Problem(403, 'role-needed', `This needs the role ${needed}; yours is ${role}.`, { needed, role });
    }
    setPrincipal(request, who.principal);
    return true;
  }
}
