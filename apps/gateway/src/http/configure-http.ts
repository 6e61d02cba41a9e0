import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import type { Server } from 'node:http';
import type { GatewayConfig } from '../config.js';
import { setupDocument } from '../document.js';
import { MAX_JSON_BYTES } from './body-limits.js';
import { onlyDeclaredTypes, onlyShallowBodies, onlyTrustedHosts } from './request-checks.js';
import { WEBHOOKS_PATH, webhookBody } from '../webhook/webhook-body.js';
import { DEFAULT_WEB_DIST, webPage } from './web-page.js';

/** Everything that stands before the routes: headers, who may call, what may be sent, the page, the API document. */
export function configureHttp(app: NestExpressApplication, config: GatewayConfig): void {
  app.set('trust proxy', config.TRUSTED_PROXIES.size === 0 ? false : [...config.TRUSTED_PROXIES]);
  app.disable('x-powered-by');
  limitSlowness(app.getHttpServer(), config.REQUEST_TIMEOUT_SECONDS * 1_000);
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          // The chart library and the API document put styles on elements.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'", 'ws:', 'wss:'],
          // Plain http on loopback is the normal case here.
          upgradeInsecureRequests: null,
        },
      },
      strictTransportSecurity: false,
    }),
  );
  if (config.TAPE_LOOPBACK_ROLE !== undefined) {
    app.use(onlyTrustedHosts(config.ALLOWED_HOSTS));
  }
  if (config.CORS_ORIGINS.size > 0) {
    app.enableCors({
      origin: [...config.CORS_ORIGINS],
      methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'x-actor'],
      exposedHeaders: ['retry-after'],
      maxAge: 600,
    });
  }
  app.use(onlyDeclaredTypes);
  app.use(WEBHOOKS_PATH, webhookBody);
  app.useBodyParser('json', { limit: MAX_JSON_BYTES });
  app.use(onlyShallowBodies);
  setupDocument(app);
  const page = webPage(config.WEB_DIST ?? DEFAULT_WEB_DIST);
  if (page.length > 0) app.use(...page);
}

const LONGEST_HEADERS_MS = 15_000;
const MAX_HEADERS = 64;

/** Who sends a request letter by letter holds a connection no longer than this. Must be said before the server listens. */
function limitSlowness(server: Server, requestMs: number): void {
  server.requestTimeout = requestMs;
  server.headersTimeout = Math.min(requestMs, LONGEST_HEADERS_MS);
  server.maxHeadersCount = MAX_HEADERS;
  // Node looks twice a minute unless told; its documentation has this as an option of createServer alone.
  Object.assign(server, { connectionsCheckingInterval: Math.min(requestMs / 2, 5_000) });
}
