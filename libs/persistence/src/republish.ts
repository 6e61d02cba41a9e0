import { parseArgs } from 'node:util';
import { DEFAULT_PARTITIONS } from '@tape/contracts';
import { createLogger } from '@tape/observability';
import { openDataSource } from './database/data-source.js';
import { FACT_KINDS, type FactKind, STORED_FACTS } from './republish/stored-facts.js';
import { republishFacts } from './republish/republish-facts.js';

const logger = createLogger({ service: 'republish' });

const USAGE = `Tells stored facts again, for streams that were lost. The services that own them must run.
  node libs/persistence/dist/republish.js [--only ${FACT_KINDS.join(',')}] [--from 2026-01-31T00:00:00Z]
  DATABASE_URL   the database   TAPE_PARTITIONS   as for the services`;

/** @throws RangeError that says which argument is wrong. */
function readArguments(): { kinds: readonly FactKind[]; from: Date | undefined } {
  const { values } = parseArgs({ options: { only: { type: 'string' }, from: { type: 'string' } } });
  const names = values.only?.split(',') ?? FACT_KINDS;
  const unknown = names.find((name) => !(name in STORED_FACTS));
  if (unknown !== undefined) throw new RangeError(`--only: value '${unknown}' must be one of ${FACT_KINDS.join(', ')}`);
  const from = values.from === undefined ? undefined : new Date(values.from);
  if (from !== undefined && Number.isNaN(from.getTime())) {
    throw new RangeError(`--from: value '${values.from}' must be a time like 2026-01-31T00:00:00Z`);
  }
  return { kinds: names as readonly FactKind[], from };
}

async function main(): Promise<void> {
  const { kinds, from } = readArguments();
  const url = process.env.DATABASE_URL ?? '';
  if (url === '') throw new RangeError('DATABASE_URL: is not set and must be the URL of a Postgres database');
  const partitions = Number(process.env.TAPE_PARTITIONS ?? DEFAULT_PARTITIONS);
  const database = await openDataSource({ url, applicationName: 'tape-republish', poolSize: 2 });
  try {
    for (const kind of kinds) {
      const events = await republishFacts(database, STORED_FACTS[kind], { partitions, from });
      logger.info({ kind, events }, 'facts were put into the outbox of their service');
    }
  } finally {
    await database.destroy();
  }
}

try {
  await main();
} catch (error) {
  logger.fatal({ error }, 'nothing more is republished');
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 1;
}
