import { raw, type NextFunction, type Request, type Response } from 'express';
import { Problem } from '../http/problem.js';

/** Everything under it is read as bytes, because a signature is made over bytes. */
export const WEBHOOKS_PATH = '/api/v1/webhooks';

/** An alert is a few hundred bytes. Unit: bytes. */
export const MAX_WEBHOOK_BYTES = 64 * 1024;

const readBytes = raw({ type: () => true, limit: MAX_WEBHOOK_BYTES });

/** Reads a body whole and as it is. Must stand before the reader of JSON. */
export function webhookBody(request: Request, response: Response, next: NextFunction): void {
  readBytes(request, response, (error?: unknown) => {
    if ((error as { type?: unknown } | undefined)?.type !== 'entity.too.large') {
      next(error);
      return;
    }
    const detail = 'The body is larger than this route takes.';
    next(new Problem(413, 'body-too-large', detail, { limit_bytes: MAX_WEBHOOK_BYTES }));
  });
}
