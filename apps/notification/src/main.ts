import { runService } from '@tape/service';
import { notificationConfig } from './config.js';
import { NotificationModule } from './notification.module.js';

await runService({ name: 'notification', module: NotificationModule, configSchema: notificationConfig });
