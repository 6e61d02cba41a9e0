import { runService } from '@tape/service';
import { executionConfig } from './config.js';
import { ExecutionModule } from './execution.module.js';
import { LiveExecutionModule } from './live/live-execution.module.js';

await runService({
  name: 'execution',
  module: { forConfig: (config) => (config.EXECUTION_MODE === 'LIVE' ? LiveExecutionModule : ExecutionModule) },
  configSchema: executionConfig,
});
