import { type DynamicModule, Global, Module, type Type } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import type { Logger } from '@tape/observability';
import type { Cache } from '../cache/cache.js';
import type { BaseConfig } from '../config/base-config.js';
import { HealthController } from '../health/health.controller.js';
import { MetricsController } from '../health/metrics.controller.js';
import { Readiness } from '../health/readiness.js';
import { CACHE, LOGGER, SERVICE_CONFIG } from '../tokens.js';

export interface ServiceParts {
  readonly config: BaseConfig;
  readonly logger: Logger;
  readonly cache: Cache;
  readonly readiness: Readiness;
  /** The application's own module. */
  readonly application: Type | DynamicModule;
}

/** The root of every service: what all of them have around the one module that is theirs. */
@Global()
@Module({})
export class ServiceModule {
  static around({ config, logger, cache, readiness, application }: ServiceParts): DynamicModule {
    return {
      module: ServiceModule,
      imports: [TerminusModule.forRoot({ logger: false }), application],
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: SERVICE_CONFIG, useValue: config },
        { provide: LOGGER, useValue: logger },
        { provide: CACHE, useValue: cache },
        { provide: Readiness, useValue: readiness },
      ],
      exports: [SERVICE_CONFIG, LOGGER, CACHE, Readiness],
    };
  }
}
