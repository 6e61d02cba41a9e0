import { runService } from '@tape/service';
import { ingestConfig } from './config.js';
import { IngestModule } from './ingest.module.js';

await runService({ name: 'ingest', module: IngestModule, configSchema: ingestConfig });
