import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import express, { type RequestHandler } from 'express';

/** Where the bundle lies when nothing else is said; the same place from src and from dist. */
export const DEFAULT_WEB_DIST = resolve(import.meta.dirname, '../../../web/dist');

const A_YEAR_SECONDS = 365 * 24 * 3_600;
/** Paths that are never the page, so that a wrong one is a 404 and not a page that looks like an answer. */
const NOT_THE_PAGE = /^\/(?:api|ws|health|metrics|assets)(?:\/|$)/;

/**
 * Serves the page: files under assets/ carry a hash of their content in the name and are kept for ever, the rest is
 * asked for again each time. Any other address that a browser opens is the page too.
 */
export function webPage(directory: string): RequestHandler[] {
  const index = join(directory, 'index.html');
  if (!existsSync(index)) return [];
  const files = express.static(directory, {
    setHeaders: (response, path) => {
      const hashed = path.includes('/assets/');
      response.setHeader('Cache-Control', hashed ? `public, max-age=${A_YEAR_SECONDS}, immutable` : 'no-cache');
    },
  });
  const page: RequestHandler = (request, response, next) => {
    const asksForPage = request.method === 'GET' && request.accepts(['json', 'html']) === 'html';
    if (!asksForPage || NOT_THE_PAGE.test(request.path)) next();
    else response.setHeader('Cache-Control', 'no-cache').sendFile(index);
  };
  return [files, page];
}
