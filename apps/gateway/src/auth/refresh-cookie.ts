import type { CookieOptions, Request, Response } from 'express';
import { IDLE_DAYS } from './sessions.js';

export const REFRESH_COOKIE = 'tape_refresh';
const PATH = '/api/v1/auth';
const A_DAY_MS = 86_400_000;
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

export function refreshTokenOf(request: Pick<Request, 'headers'>): string | undefined {
  return /(?:^|;\s*)tape_refresh=([\w-]{20,100})(?:;|$)/.exec(request.headers.cookie ?? '')?.[1];
}

/** No script can read it, no other site makes a browser send it, and beyond this machine it travels over TLS alone. */
export function setRefreshCookie(request: Request, response: Response, token: string): void {
  response.cookie(REFRESH_COOKIE, token, { ...optionsFor(request), maxAge: IDLE_DAYS * A_DAY_MS });
}

export function clearRefreshCookie(request: Request, response: Response): void {
  response.clearCookie(REFRESH_COOKIE, optionsFor(request));
}

function optionsFor(request: Request): CookieOptions {
  const secure = request.secure || !LOOPBACK.test(request.headers.host ?? '');
  return { httpOnly: true, sameSite: 'strict', path: PATH, secure };
}
