import { runService } from '@tape/service';
import { executionConfig } from './config.js';
import { ExecutionModule } from './execution.module.js';

await runService({ name: 'execution', module: ExecutionModule, configSchema: executionConfig });
