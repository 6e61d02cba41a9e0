import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Role } from '../auth/role.js';
import { SQL, type Sql } from '../database/sql.js';
import { NATS_STATE, type NatsState } from '../feed/nats-state.js';
import { ServiceHealth } from './service-health.js';

/** Detectors that detection loads: the files of libs/wyckoff/src/detector. A test counts them. */
export const DETECTORS_LOADED = 13;

/** For people and dashboards; the probes of an orchestrating platform are /health/live and /health/ready. */
@ApiTags('system')
@Controller('api/v1/health')
@Role('viewer')
export class HealthController {
  readonly #sql: Sql;
  readonly #nats: NatsState;
  readonly #health: ServiceHealth;

  constructor(
    @Inject(SQL) sql: Sql,
    @Inject(NATS_STATE) nats: NatsState,
    @Inject(ServiceHealth) health: ServiceHealth,
  ) {
    this.#sql = sql;
    this.#nats = nats;
    this.#health = health;
  }

  @Get()
  @ApiOperation({ summary: 'Whether the gateway and what it stands on work' })
  async health(): Promise<object> {
    const postgres = await this.#postgres();
    const nats = this.#nats.connected();
    return {
      status: postgres && nats ? 'ok' : 'degraded',
      postgres: postgres ? 'up' : 'down',
      nats: nats ? 'up' : 'down',
      time: new Date().toISOString(),
    };
  }

  @Get('orchestrator')
  @ApiOperation({ summary: 'Every service with its lag and latency, the detectors, the symbols' })
  async orchestrator(): Promise<object> {
    const [services, measures, symbols] = await Promise.all([
      this.#health.services(),
      this.#health.measures(),
      this.#sql.query<{ symbol: string; timeframe: string; stage: string; through: Date }>(
        'select symbol, timeframe, stage, through from series_progress order by symbol, timeframe, stage',
      ),
    ]);
    const failed = Object.keys(measures.detector_failures).toSorted();
    const down = services.filter((service) => service.status !== 'up');
    return {
      status: down.length > 0 || failed.length > 0 || !this.#nats.connected() ? 'degraded' : 'ok',
      detectors_loaded: DETECTORS_LOADED,
      failed_detectors: failed,
      cache_hit_rate: measures.cache_hit_rate,
      avg_analysis_time_ms: measures.avg_analysis_time_ms,
      symbols: seriesOf(symbols),
      services,
    };
  }

  async #postgres(): Promise<boolean> {
    try {
      await this.#sql.query('select 1');
      return true;
    } catch {
      return false;
    }
  }
}

function seriesOf(
  rows: readonly { symbol: string; timeframe: string; stage: string; through: Date }[],
): { symbol: string; timeframe: string; through: Record<string, string> }[] {
  const series = new Map<string, { symbol: string; timeframe: string; through: Record<string, string> }>();
  for (const { symbol, timeframe, stage, through } of rows) {
    const key = `${symbol}:${timeframe}`;
    const entry = series.get(key) ?? { symbol, timeframe, through: {} };
    entry.through[stage] = through.toISOString();
    series.set(key, entry);
  }
  return [...series.values()];
}
