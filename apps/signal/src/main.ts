import { runService } from '@tape/service';
import { signalConfig } from './config.js';
import { SignalModule } from './signal.module.js';

await runService({ name: 'signal', module: SignalModule, configSchema: signalConfig });
