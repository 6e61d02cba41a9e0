import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { OwnAuthentication } from '../http/own-authentication.js';
import { Problem } from '../http/problem.js';
import { LoginBody, LoopbackAnswer, PasswordBody, TokenAnswer, WhoAnswer } from './auth.dto.js';
import { Authenticator } from './authenticator.js';
import { type LoggedIn, Logins } from './logins.js';
import { nameOf, principalOf } from './principal.js';
import { clearRefreshCookie, refreshTokenOf, setRefreshCookie } from './refresh-cookie.js';
import { Role } from './role.js';

/** Passwords of one address that are looked at in a minute; each costs some work. */
const LOGINS = { default: { ttl: 60_000, limit: 30 } };

/** Who comes in, and how they stay in. */
@ApiTags('auth')
@Controller('api/v1/auth')
export class AuthController {
  readonly #logins: Logins;
  readonly #authenticator: Authenticator;

  constructor(@Inject(Logins) logins: Logins, @Inject(Authenticator) authenticator: Authenticator) {
    this.#logins = logins;
    this.#authenticator = authenticator;
  }

  @Post('login')
  @Audited('route')
  @HttpCode(200)
  @OwnAuthentication()
  @Throttle(LOGINS)
  @ApiSecurity({})
  @ApiOperation({ summary: 'Log in: a short access token, and a refresh token as cookie' })
  @ApiBody({ type: LoginBody })
  @ApiOkResponse({ type: TokenAnswer })
  async login(
    @Body(checked(LoginBody)) body: LoginBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TokenAnswer> {
    const loggedIn = await this.#logins.login(body.username, body.password, addressOf(request));
    return answered(loggedIn, request, response);
  }

  @Post('refresh')
  @Audited('nothing changes')
  @HttpCode(200)
  @OwnAuthentication()
  @ApiSecurity({})
  @ApiOperation({ summary: 'The next access token, for the refresh token in the cookie, which changes each time' })
  @ApiOkResponse({ type: TokenAnswer })
  async refresh(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<TokenAnswer> {
    try {
      return answered(await this.#logins.refresh(refreshTokenOf(request)), request, response);
    } catch (error) {
      if (error instanceof Problem) clearRefreshCookie(request, response);
      throw error;
    }
  }

  @Post('logout')
  @Audited('route')
  @HttpCode(204)
  @OwnAuthentication()
  @ApiSecurity({})
  @ApiOperation({ summary: 'End the session of the cookie; without one nothing happens' })
  @ApiNoContentResponse()
  async logout(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.#logins.logout(refreshTokenOf(request));
    clearRefreshCookie(request, response);
  }

  @Get('loopback')
  @OwnAuthentication()
  @ApiSecurity({})
  @ApiOperation({ summary: 'What a caller on this machine may do without logging in; nothing unless it was set' })
  @ApiOkResponse({ type: LoopbackAnswer })
  async loopback(): Promise<LoopbackAnswer> {
    const who = await this.#authenticator.byBearer(undefined);
    return { role: who.ok ? who.principal.role : null };
  }

  @Get('me')
  @Role('viewer')
  @ApiOperation({ summary: 'Who the token belongs to, and what they may do' })
  @ApiOkResponse({ type: WhoAnswer })
  me(@Req() request: Request): WhoAnswer {
    const who = principalOf(request);
    if (who?.kind === 'user') return { id: who.userId, username: who.username, role: who.role };
    if (who?.kind === 'key') return { id: who.keyId, username: nameOf(who), role: who.role };
    return { id: who?.kind ?? '', username: who === undefined ? '' : nameOf(who), role: who?.role ?? 'viewer' };
  }

  @Post('password')
  @Audited('route')
  @HttpCode(204)
  @Role('viewer')
  @Throttle(LOGINS)
  @ApiOperation({ summary: 'Change the own password; all other sessions of the user end' })
  @ApiBody({ type: PasswordBody })
  @ApiNoContentResponse()
  async password(@Body(checked(PasswordBody)) body: PasswordBody, @Req() request: Request): Promise<void> {
    const who = principalOf(request);
    if (who?.kind !== 'user') throw new Problem(409, 'no-password', 'Only who has logged in has a password to change.');
    await this.#logins.changePassword(who, body.current_password, body.new_password, addressOf(request));
  }
}

function answered({ answer, refreshToken }: LoggedIn, request: Request, response: Response): TokenAnswer {
  response.setHeader('Cache-Control', 'no-store');
  if (refreshToken !== undefined) setRefreshCookie(request, response, refreshToken);
  return answer;
}

function addressOf(request: Request): string {
  return request.ip ?? request.socket.remoteAddress ?? 'unknown';
}
