import { join, resolve } from 'node:path';

/** This file lies at the same depth in `src` and `dist`. */
export const REPOSITORY_ROOT = resolve(import.meta.dirname, '../../../..');

export interface ServiceDefinition {
  readonly name: string;
  /** The built program. */
  readonly entry: string;
  readonly preferredPort: number;
}

const PREFERRED_PORTS = {
  ingest: 3101,
  detection: 3102,
  'validation-chain': 3103,
  risk: 3104,
  signal: 3105,
  execution: 3106,
  backtest: 3107,
  gateway: 3000,
} as const;

export type ServiceName = keyof typeof PREFERRED_PORTS;

/** All services, in the order in which a bar passes them. */
export const SERVICES: readonly ServiceDefinition[] = Object.entries(PREFERRED_PORTS).map(([name, preferredPort]) => ({
  name,
  entry: join(REPOSITORY_ROOT, 'apps', name, 'dist', 'main.js'),
  preferredPort,
}));

export const SERVICE_NAMES: readonly string[] = SERVICES.map(({ name }) => name);
export const MIGRATION_PROGRAM: string = join(REPOSITORY_ROOT, 'libs', 'persistence', 'dist', 'migrate.js');
