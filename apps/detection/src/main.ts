import { runService } from '@tape/service';
import { detectionConfig } from './config.js';
import { DetectionModule } from './detection.module.js';

await runService({ name: 'detection', module: DetectionModule, configSchema: detectionConfig });
