import { Controller, Get, Inject } from '@nestjs/common';
import { HealthCheckService, type HealthCheckResult, HealthIndicatorService } from '@nestjs/terminus';
import type { Cache } from '../cache/cache.js';
import { CACHE } from '../tokens.js';
import { Readiness } from './readiness.js';

/** A need that does not answer in this time is not there. */
const CHECK_TIMEOUT_MS = 1_500;

/** Probes. Live: the process answers. Ready: it can do its work; 503 otherwise, with what is missing. */
@Controller('health')
export class HealthController {
  readonly #health: HealthCheckService;
  readonly #indicators: HealthIndicatorService;
  readonly #readiness: Readiness;
  readonly #cache: Cache;

  constructor(
    @Inject(HealthCheckService) health: HealthCheckService,
    @Inject(HealthIndicatorService) indicators: HealthIndicatorService,
    @Inject(Readiness) readiness: Readiness,
    @Inject(CACHE) cache: Cache,
  ) {
    this.#health = health;
    this.#indicators = indicators;
    this.#readiness = readiness;
    this.#cache = cache;
  }

  /** Says nothing of Postgres or NATS: restarting this process would bring neither back. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(): Promise<HealthCheckResult> {
    return await this.#health.check([
      () => this.#accepting(),
      ...[...this.#readiness.needs].map(
        ([name, check]) =>
          async () =>
            await this.#indicators
              .check(name)
              .attempt(async () => await check())
              .withTimeout(CHECK_TIMEOUT_MS),
      ),
      () => this.#cached(),
    ]);
  }

  #accepting() {
    const session = this.#indicators.check('service');
    return this.#readiness.draining ? session.down('the service is stopping') : session.up();
  }

  /** Shown, and never a reason to be taken out of service. */
  #cached() {
    const session = this.#indicators.check('redis');
    const state = this.#cache.state();
    return state === 'away' ? session.degraded('away: everything works without it, slower') : session.up({ state });
  }
}
