import { runService } from '@tape/service';
import { SERVICE } from './service.js';

await runService(SERVICE);
