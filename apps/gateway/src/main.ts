import { runService } from '@tape/service';
import { gatewayConfig } from './config.js';
import { GatewayModule } from './gateway.module.js';
import { configureHttp } from './http/configure-http.js';

await runService({ name: 'gateway', module: GatewayModule, configSchema: gatewayConfig, configure: configureHttp });
