import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import type { GatewayConfig } from '../config.js';
import { setupDocument } from '../document.js';
import { MAX_JSON_BYTES } from './body-limits.js';
import { onlyDeclaredTypes, onlyTrustedHosts } from './request-checks.js';
import { WEBHOOKS_PATH, webhookBody } from '../webhook/webhook-body.js';
import { DEFAULT_WEB_DIST, webPage } from './web-page.js';

/** Everything that stands before the routes: headers, who may call, what may be sent, the page, the API document. */
export function configureHttp(app: NestExpressApplication, config: GatewayConfig): void {
  app.set('trust proxy', config.TRUSTED_PROXIES.size === 0 ? false : [...config.TRUSTED_PROXIES]);
  app.disable('x-powered-by');
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
  setupDocument(app);
  const page = webPage(config.WEB_DIST ?? DEFAULT_WEB_DIST);
  if (page.length > 0) app.use(...page);
}
