import { createLogger, type Logger } from '@tape/observability';
import type { BaseConfig } from '../config/base-config.js';
import { ConfigurationError } from '../config/load-config.js';
import { type ServiceOptions, type StartedService, startService } from './start-service.js';
import { stopService } from './stop-service.js';
import { within } from './within.js';

/** Longest stop. Whoever runs the service kills it a little later; better to end by one's own hand and say so. */
const HARD_STOP_MS = 8_000;
const LAST_WORDS_MS = 500;

/**
 * The whole life of a service's process: starts it, ends it on SIGTERM or SIGINT with exit code 0, and ends it with
 * exit code 1 when its settings are wrong, its start fails, an error reaches nobody, or stopping takes too long.
 */
export async function runService<Config extends BaseConfig>(options: ServiceOptions<Config>): Promise<void> {
  const logger = createLogger({ service: options.name });
  let started: StartedService | undefined;
  let ending = false;

  const stop = (signal: NodeJS.Signals): void => {
    if (ending) return;
    ending = true;
    // A start that is still waiting, for Postgres say, has nothing that could be lost.
    if (started === undefined) process.exit(0);
    setTimeout(() => {
      started?.logger.error(`stopping took longer than ${HARD_STOP_MS} ms: leaving as it is`);
      process.exit(1);
    }, HARD_STOP_MS).unref();
    void stopService(started, signal).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  const fail = async (error: unknown, origin: string): Promise<void> => {
    (started?.logger ?? logger).fatal({ error, origin }, 'an error reached nobody: the process ends');
    if (ending) process.exit(1);
    ending = true;
    if (started !== undefined) await within(LAST_WORDS_MS, started.parts.announcements.failed(describe(error)));
    process.exit(1);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('uncaughtException', (error, origin) => void fail(error, origin));
  process.on('unhandledRejection', (error) => void fail(error, 'unhandledRejection'));

  try {
    started = await startService(options);
  } catch (error) {
    sayWhy(logger, error);
    process.exit(1);
  }
}

/** Wrong settings are for a person at a terminal: plain lines, no stack. */
function sayWhy(logger: Logger, error: unknown): void {
  if (error instanceof ConfigurationError) {
    for (const problem of error.problems) process.stderr.write(`${problem}\n`);
    logger.fatal({ problems: error.problems }, 'the settings are wrong');
  } else {
    logger.fatal({ error }, 'the service could not start');
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
