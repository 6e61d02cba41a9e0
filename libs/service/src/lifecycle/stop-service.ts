import { describeError } from '@tape/observability';
import type { StartedService } from './start-service.js';
import { within } from './within.js';

/** A handler that runs longer is left: its messages are not acknowledged and come again. */
const HANDLERS_MS = 4_000;
/** What is not relayed by then stays stored and is published after the next start. */
const OUTBOX_MS = 2_000;

/**
 * Ends a service so that nothing is lost: first no new work (readiness), then the running batches and their
 * acknowledgements, then what they left to publish, then connections. Steps that fail or take too long are logged and
 * passed over, because the ones behind them matter too.
 */
export async function stopService({ app, logger, parts }: StartedService, reason: string): Promise<void> {
  const step = async (name: string, work: () => Promise<boolean>): Promise<void> => {
    try {
      if (!(await work())) logger.warn({ step: name }, 'stopping: a step did not finish in its time');
    } catch (error) {
      logger.error({ step: name, error: describeError(error as Error) }, 'stopping: a step failed');
    }
  };
  logger.info({ reason }, 'stopping');
  parts.readiness.drain();
  await step('handlers', async () => await within(HANDLERS_MS, parts.strategy.close()));
  await step('outbox', async () => await parts.relay.drain(OUTBOX_MS));
  await parts.announcements.stopped(reason);
  await step('application', async () => {
    await app.close();
    return true;
  });
  await step('cache', async () => {
    await parts.cache.close();
    return true;
  });
  await step('traces', async () => {
    await parts.stopTracing();
    return true;
  });
  logger.info('stopped');
}
