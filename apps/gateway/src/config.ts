import { baseConfig, wholeNumber } from '@tape/service';
import { z } from 'zod';
import { ROLES } from './auth/role.js';
import { MAX_PASSWORD, MIN_PASSWORD } from './auth/password.js';
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
    /** Bearer token that may everything, for programs of who operates the system; people log in, other programs have keys. */
    TAPE_API_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
    /** Signs access tokens: the same on all gateways behind one address. Random for this process unless said. */
    TAPE_SIGNING_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
    /** Life of an access token. */
    ACCESS_TOKEN_SECONDS: wholeNumber(1, 3_600).default(600),
    /** Password of the user "admin" that is made when there is no user yet; heeded never again. */
    TAPE_ADMIN_PASSWORD: z
      .string()
      .min(MIN_PASSWORD, `must have at least ${MIN_PASSWORD} characters`)
      .max(MAX_PASSWORD, `must have at most ${MAX_PASSWORD} characters`)
      .optional(),
    /** What callers without a token may do, on loopback alone; nothing unless said. */
    TAPE_LOOPBACK_ROLE: z.enum(ROLES, `must be one of ${ROLES.join(', ')}`).optional(),
    /** Addresses of reverse proxies whose word on who calls is believed (`10.0.0.0/8`, `loopback`), with commas between. */
    TRUSTED_PROXIES: list,
    /** What senders of webhooks must know or sign with; without it there are no webhooks. */
    TRADINGVIEW_WEBHOOK_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
    /** Origins of web pages that may call the API from a browser, with commas between; none unless said. */
    CORS_ORIGINS: list,
    /** Host names besides localhost that a gateway with TAPE_LOOPBACK_ROLE answers to. */
    ALLOWED_HOSTS: list,
    /** Where each service answers /health/ready and /metrics. */
    SERVICE_URLS: serviceUrls,
    /** Directory of the built web page; apps/web/dist unless said. */
    WEB_DIST: z.string().min(1).optional(),
    /** Requests one address may make to one route in a minute. */
    RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(1_200),
    /** How long a request may take to arrive whole. */
    REQUEST_TIMEOUT_SECONDS: wholeNumber(1, 3_600).default(120),
    WS_MAX_CLIENTS: z.coerce.number().int().min(1).default(2_000),
    /** How much may wait for a WebSocket client before it counts as too slow. */
    WS_MAX_BUFFERED_BYTES: z.coerce.number().int().min(16_384).default(1_048_576),
  })
  .refine((config) => isLoopback(config.HTTP_HOST) || config.TAPE_SIGNING_KEY !== undefined, {
    path: ['TAPE_SIGNING_KEY'],
    message:
      "must be set when HTTP_HOST is not loopback: all gateways behind one address must know each other's tokens",
  })
  .refine((config) => isLoopback(config.HTTP_HOST) || config.TAPE_LOOPBACK_ROLE === undefined, {
    path: ['TAPE_LOOPBACK_ROLE'],
    message: 'must not be set when HTTP_HOST is not loopback: everybody who reaches the port would have it',
  });
export type GatewayConfig = z.infer<typeof gatewayConfig>;
