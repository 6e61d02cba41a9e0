import { raw } from 'express';

/** Everything under it is read as bytes, because a signature is made over bytes. */
export const WEBHOOKS_PATH = '/api/v1/webhooks';

/** An alert is a few hundred bytes. Unit: bytes. */
export const MAX_WEBHOOK_BYTES = 64 * 1024;

/** Reads a body whole and as it is. Must stand before the reader of JSON. */
export const webhookBody = raw({ type: () => true, limit: MAX_WEBHOOK_BYTES });
