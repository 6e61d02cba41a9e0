import type { PatternDetected } from '@tape/contracts';
import { campaignIdOf } from '@tape/risk-rules';
import type { SqlRunner } from '@tape/persistence';

/** Until when the campaign a candidate would join is closed by its guard; null when it is open or does not exist. */
export async function blockedUntilMs(database: SqlRunner, pattern: PatternDetected): Promise<number | null> {
  const [row] = await database.query<{ blocked_until: Date | null }[]>(
    'select blocked_until from campaigns where id = $1',
    [campaignIdOf(pattern)],
  );
  return row?.blocked_until?.getTime() ?? null;
}
