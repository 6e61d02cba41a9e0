import type { NextFunction, Request, Response } from 'express';
import { Problem } from './problem.js';
import { isTrustedHost } from './trusted-origin.js';

/** Refuses names that are not ours, on a gateway that anybody on this machine may use without logging in. */
export function onlyTrustedHosts(allowed: ReadonlySet<string>) {
  return (request: Request, _: Response, next: NextFunction): void => {
    if (isTrustedHost(request.headers.host, allowed)) next();
    else next(new Problem(403, 'untrusted-host', `This gateway does not answer to '${request.headers.host ?? ''}'.`));
  };
}

/** Levels of nesting of a JSON body; what checks it calls itself for each, and the deepest of ours has six. */
const MAX_JSON_DEPTH = 32;

/** Refuses bodies that are nested so deeply that reading them would use up the stack. Must stand behind the reader of JSON. */
export function onlyShallowBodies(request: Request, _: Response, next: NextFunction): void {
  if (isDeeperThan(request.body, MAX_JSON_DEPTH)) {
    next(new Problem(400, 'nested-too-deeply', `The body may be nested ${MAX_JSON_DEPTH} levels deep.`));
  } else next();
}

function isDeeperThan(body: unknown, depth: number): boolean {
  let level: object[] = typeof body === 'object' && body !== null && !Buffer.isBuffer(body) ? [body] : [];
  for (let at = 0; level.length > 0; at += 1) {
    if (at >= depth) return true;
    level = level.flatMap((value) => Object.values(value).filter((each) => typeof each === 'object' && each !== null));
  }
  return false;
}

/** Routes that take a file as it is. */
const CSV_ROUTES: ReadonlySet<string> = new Set([
  '/api/v1/imports',
  '/api/v1/imports/preview',
  '/api/v1/backtests/uploads',
  '/api/v1/calendars/earnings',
  '/api/v1/calendars/economic',
  '/api/v1/rates',
  '/api/v1/instruments',
]);

/**
 * Every POST must say that it is JSON (or CSV, where files are taken). A form of another site cannot say that without the
 * browser asking us first, so no foreign page can act in the name of who looks at it.
 */
export function onlyDeclaredTypes(request: Request, _: Response, next: NextFunction): void {
  // Routes answer to their names in capitals too, and with a slash behind.
  const path = request.path.toLowerCase().replace(/(.)\/$/, '$1');
  const changes = request.method === 'POST' || request.method === 'PUT' || request.method === 'PATCH';
  if (!changes || !path.startsWith('/api/')) {
    next();
    return;
  }
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  const takesCsv = CSV_ROUTES.has(path);
  if (type === 'application/json' || (type === 'text/csv' && takesCsv)) next();
  else {
    const detail = `Content-Type must be application/json${takesCsv ? ' or text/csv' : ''}.`;
    next(new Problem(415, 'unsupported-media-type', detail));
  }
}
