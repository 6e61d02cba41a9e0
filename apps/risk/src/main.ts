import { runService } from '@tape/service';
import { riskConfig } from './config.js';
import { RiskModule } from './risk.module.js';

await runService({ name: 'risk', module: RiskModule, configSchema: riskConfig });
