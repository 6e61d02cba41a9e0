import { runService } from '@tape/service';
import { experimentConfig } from './config.js';
import { ExperimentModule } from './experiment.module.js';

await runService({ name: 'experiment', module: ExperimentModule, configSchema: experimentConfig });
