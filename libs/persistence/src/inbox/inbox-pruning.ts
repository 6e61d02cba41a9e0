import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { STREAMS } from '@tape/contracts';
import type { SqlRunner } from '../database/sql-runner.js';
import type { Inbox } from './inbox.js';

const HOUR_MS = 3_600_000;
const LONGEST_STREAM_HOURS = Math.max(...Object.values(STREAMS).map(({ maxAgeHours }) => maxAgeHours));
/** Ten days longer than any stream keeps a message: what was forgotten can no longer come again. */
export const INBOX_RETENTION_MS = (LONGEST_STREAM_HOURS + 240) * HOUR_MS;
const ROWS_AT_ONCE = 5_000;

/** Keeps the inbox as small as it may be, an hour at a time. All services may do it: they forget the same rows. */
export class InboxPruning implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #inbox: Inbox;
  readonly #database: SqlRunner;
  #timer: NodeJS.Timeout | undefined;

  constructor(inbox: Inbox, database: SqlRunner) {
    this.#inbox = inbox;
    this.#database = database;
  }

  onApplicationBootstrap(): void {
    // Forgetting is never urgent: what fails now is forgotten an hour later.
    this.#timer = setInterval(() => void this.prune(new Date()).catch(() => undefined), HOUR_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  /** Forgets everything that is older than the retention at this time. */
  async prune(now: Date): Promise<void> {
    const olderThan = new Date(now.getTime() - INBOX_RETENTION_MS);
    while ((await this.#inbox.prune(this.#database, olderThan, ROWS_AT_ONCE)) === ROWS_AT_ONCE);
  }
}
