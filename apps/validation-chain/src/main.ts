import { runService } from '@tape/service';
import { validationConfig } from './config.js';
import { ValidationChainModule } from './validation-chain.module.js';

await runService({ name: 'validation-chain', module: ValidationChainModule, configSchema: validationConfig });
