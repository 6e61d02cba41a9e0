import { Controller, Get, Header } from '@nestjs/common';
import { registry } from '@tape/observability';

/** What Prometheus reads. */
@Controller('metrics')
export class MetricsController {
  @Get()
  @Header('content-type', registry.contentType)
  async metrics(): Promise<string> {
    return await registry.metrics();
  }
}
