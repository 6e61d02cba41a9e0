import { runService } from '@tape/service';
import { BacktestModule } from './backtest.module.js';
import { backtestConfig } from './config.js';

await runService({ name: 'backtest', module: BacktestModule, configSchema: backtestConfig });
