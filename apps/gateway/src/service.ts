import type { NestExpressApplication } from '@nestjs/platform-express';
import type { ServiceOptions } from '@tape/service';
import { gatewayConfig, type GatewayConfig } from './config.js';
import { GatewayModule } from './gateway.module.js';
import { configureHttp } from './http/configure-http.js';

/** The gateway as a service; started by main, and by the tests. */
export const SERVICE: ServiceOptions<GatewayConfig> = {
  name: 'gateway',
  module: GatewayModule,
  configSchema: gatewayConfig,
  configure: (app, config) => configureHttp(app as NestExpressApplication, config),
};
