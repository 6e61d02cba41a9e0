import { runService } from '@tape/service';
import { strategyConfig } from './config.js';
import { StrategyModule } from './strategy.module.js';

await runService({ name: 'strategy', module: StrategyModule, configSchema: strategyConfig });
