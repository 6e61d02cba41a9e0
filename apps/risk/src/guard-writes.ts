import type { SeriesProgress, SeriesThrough } from '@tape/persistence';
import { CoalescedWrites } from '@tape/service';
import type { DataSource } from 'typeorm';
import type { AccountLedger } from './account-ledger.js';
import type { RiskStateRepository } from './risk-state.repository.js';

/** Injection token of the writes that follow the guards: how far each series is, and what the account is worth. */
export const GUARD_WRITES = Symbol('GUARD_WRITES');

/** Marks follow behind: a few milliseconds later they are one transaction for many bars. */
const GATHER_MS = 5;

/** The account was changed by somebody else while this process marked it; the bars are checked again. */
export class AccountMovedOn extends Error {
  override readonly name = 'AccountMovedOn';
  /** SQLSTATE of a failed serialization: the bars are not to blame and are never given up for it. */
  readonly code = '40001';
}

/** Progress and mark in one transaction, so that a restart finds an account that fits the bars it was marked by. */
export function guardWrites(
  database: DataSource,
  states: RiskStateRepository,
  ledger: AccountLedger,
  progress: SeriesProgress,
): CoalescedWrites<SeriesThrough> {
  return new CoalescedWrites<SeriesThrough>(async (rows) => {
    const mark = ledger.mark;
    await database.transaction(async (manager) => {
      const [isMarked] = await Promise.all([
        mark === undefined || states.saveMark(manager, mark.portfolio, mark.version),
        progress.advance(manager, 'guard', rows),
      ]);
      if (!isMarked) {
        ledger.invalidate();
        throw new AccountMovedOn('the account was decided on by another process: the bars are checked again');
      }
    });
  }, GATHER_MS);
}
