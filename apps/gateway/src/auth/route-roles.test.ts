import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Controller, Delete, Get, Post, type Type } from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';
import { OwnAuthentication } from '../http/own-authentication.js';
import { mayActAs, Role, ROLES } from './role.js';
import { declaredRoutes, requireRoles } from './route-roles.js';

@Controller('api/v1/open')
class OpenController {
  @Get(':id')
  read(): void {}
  @Post()
  @Role('trader')
  write(): void {}
  notARoute(): void {}
}

@Controller('api/v1/shut')
@Role('viewer')
class ShutController {
  @Get()
  read(): void {}
  @Delete(':id')
  remove(): void {}
  @Post('own')
  @OwnAuthentication()
  own(): void {}
}

@Controller('health')
class ProbeController {
  @Get('live')
  live(): void {}
}

const modules = (...controllers: Type[]): ModulesContainer =>
  new Map([['m', { controllers: new Map(controllers.map((metatype) => [metatype, { metatype }])) }]]) as never;

describe('routes', () => {
  it('have the role they say, or their controller, where it is enough', () => {
    expect(
      declaredRoutes([OpenController, ShutController, ProbeController]).map(({ path, access }) => [path, access]),
    ).toEqual([
      ['/api/v1/open/:id', undefined],
      ['/api/v1/open', 'trader'],
      ['/api/v1/shut', 'viewer'],
      ['/api/v1/shut/:id', undefined],
      ['/api/v1/shut/own', 'own'],
      ['/health/live', 'probe'],
    ]);
  });

  it('that do not say who may call them end the start, all named', () => {
    expect(() => requireRoles(modules(OpenController, ShutController))).toThrow(
      'give each a @Role: OpenController.read (GET /api/v1/open/:id), ShutController.remove (DELETE /api/v1/shut/:id)',
    );
    expect(() => requireRoles(modules(ProbeController))).not.toThrow();
  });

  it.each(ROLES.map((held, at) => [held, ROLES.slice(0, at + 1)] as const))('%s may act as %j', (held, allowed) => {
    expect(ROLES.filter((needed) => mayActAs(held, needed))).toEqual(allowed);
  });
});
