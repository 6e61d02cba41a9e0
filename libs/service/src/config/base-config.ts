import { DEFAULT_PARTITIONS } from '@tape/contracts';
import { LOG_LEVELS } from '@tape/observability';
import { z } from 'zod';
import { flag, oneOf, urlOf, urlsOf, wholeNumber } from './environment-types.js';

/** What every service reads from the environment; each extends it with its own. */
export const baseConfig = z.object({
  DATABASE_URL: urlOf('postgres', 'postgresql'),
  NATS_URL: urlsOf('nats', 'tls', 'ws', 'wss'),
  /** A cache only: without it everything works, slower. */
  REDIS_URL: urlOf('redis', 'rediss').optional(),
  /** Who may reach health, metrics and, in gateway, the API. Anything but loopback is a decision, so it is never a default. */
  HTTP_HOST: z.string().min(1, 'must be an address or host name').default('127.0.0.1'),
  /** 0 takes a free port. */
  HTTP_PORT: wholeNumber(0, 65_535).default(3000),
  LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
  /** Lanes a stream is cut into; the same for every service, for ever: changing it moves symbols between lanes. */
  TAPE_PARTITIONS: wholeNumber(1, 1_024).default(DEFAULT_PARTITIONS),
  /** Where spans go; tracing is off without it. */
  OTEL_EXPORTER_OTLP_ENDPOINT: urlOf('http', 'https').optional(),
  /** How long cached ranges are kept. */
  CACHE_TTL_SECONDS: wholeNumber(1, 86_400).default(300),
  /** Whether the time of each pipeline stage is measured. */
  ENABLE_PERFORMANCE_TRACKING: flag().default(true),
  /** A stage that takes longer is logged. */
  PERFORMANCE_ALERT_THRESHOLD_MS: wholeNumber(1, 600_000).default(1_000),
});
export type BaseConfig = z.infer<typeof baseConfig>;
