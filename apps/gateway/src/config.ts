import { baseConfig } from '@tape/service';
import { z } from 'zod';
import { isLoopback } from './http/trusted-origin.js';

const list = z
  .string()
  .default('')
  .transform(
    (text) =>
      new Set(
        text
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      ),
  );

/** `detection=http://127.0.0.1:7102,signal=http://…` */
const serviceUrls = z
  .string()
  .default('')
  .transform((text, context) => {
    const urls = new Map<string, string>();
    for (const part of text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '')) {
      const at = part.indexOf('=');
      const url = part.slice(at + 1);
      if (at < 1 || !URL.canParse(url)) {
        context.addIssue({
          code: 'custom',
          message: `must be name=url pairs with commas between; '${part}' is not one`,
        });
        return z.NEVER;
      }
      urls.set(part.slice(0, at), url);
    }
    return urls;
  });

/** What the gateway reads from the environment besides the base settings. */
export const gatewayConfig = baseConfig
  .extend({
    /** Bearer token of REST and WebSocket. Needed as soon as others than this machine can reach the gateway. */
    TAPE_API_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
    /** What senders of webhooks must know or sign with; without it there are no webhooks. */
    TRADINGVIEW_WEBHOOK_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
    /** Origins of web pages that may call the API from a browser, with commas between; none unless said. */
    CORS_ORIGINS: list,
    /** Host names besides localhost that a gateway without a token answers to. */
    ALLOWED_HOSTS: list,
    /** Where each service answers /health/ready and /metrics. */
    SERVICE_URLS: serviceUrls,
    /** Directory of the built web page; apps/web/dist unless said. */
    WEB_DIST: z.string().min(1).optional(),
    /** Requests one address may make to one route in a minute. */
    RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(1_200),
    WS_MAX_CLIENTS: z.coerce.number().int().min(1).default(500),
    /** How much may wait for a WebSocket client before it counts as too slow. */
    WS_MAX_BUFFERED_BYTES: z.coerce.number().int().min(16_384).default(1_048_576),
  })
  .refine((config) => isLoopback(config.HTTP_HOST) || config.TAPE_API_TOKEN !== undefined, {
    path: ['TAPE_API_TOKEN'],
    message: 'must be set when HTTP_HOST is not loopback: without it everybody who reaches the port could trade',
  });
export type GatewayConfig = z.infer<typeof gatewayConfig>;
