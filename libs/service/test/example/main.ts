import { runService } from '@tape/service';
import { exampleConfig, ExampleModule } from './example.module.js';

await runService({ name: 'example', module: ExampleModule, configSchema: exampleConfig });
