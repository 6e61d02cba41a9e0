import { join, resolve } from 'node:path';

/** This file lies at the same depth in `src` and `dist`. */
export const REPOSITORY_ROOT = resolve(import.meta.dirname, '../../../..');

export interface ServiceDefinition {
  readonly name: string;
  /** The built program. */
  readonly entry: string;
  readonly preferredPort: number;
  /**
   * When it stops: services of wave 0 first. Who calls must be gone before who answers, or its last work waits for an
   * answer that cannot come.
   */
  readonly stopWave: number;
}

const CATALOGUE = {
  ingest: { preferredPort: 3101, stopWave: 0 },
  detection: { preferredPort: 3102, stopWave: 1 },
  'validation-chain': { preferredPort: 3103, stopWave: 1 },
  risk: { preferredPort: 3104, stopWave: 2 },
  signal: { preferredPort: 3105, stopWave: 2 },
  execution: { preferredPort: 3106, stopWave: 1 },
  backtest: { preferredPort: 3107, stopWave: 0 },
  notification: { preferredPort: 3108, stopWave: 2 },
  experiment: { preferredPort: 3109, stopWave: 2 },
  strategy: { preferredPort: 3110, stopWave: 0 },
  gateway: { preferredPort: 3000, stopWave: 0 },
} as const satisfies Record<string, Pick<ServiceDefinition, 'preferredPort' | 'stopWave'>>;

export type ServiceName = keyof typeof CATALOGUE;

/** All services, in the order in which a bar passes them. */
export const SERVICES: readonly ServiceDefinition[] = Object.entries(CATALOGUE).map(([name, definition]) => ({
  name,
  entry: join(REPOSITORY_ROOT, 'apps', name, 'dist', 'main.js'),
  ...definition,
}));

export const SERVICE_NAMES: readonly string[] = SERVICES.map(({ name }) => name);
/** Makes the first user, resets passwords. */
export const USERS_PROGRAM: string = join(REPOSITORY_ROOT, 'apps', 'gateway', 'dist', 'users.js');
export const MIGRATION_PROGRAM: string = join(REPOSITORY_ROOT, 'libs', 'persistence', 'dist', 'migrate.js');
