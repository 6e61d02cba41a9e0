import { jetstream } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { assessRisk, outgoing, patternDetected, SUBJECT_ROOT, type PatternDetected } from '@tape/contracts';
import { startStack } from '@tape/stack';
import { Client } from 'pg';
import { CANDIDATE_SYMBOLS, CANDIDATE_TIMEFRAME, candidates, LAST_BAR_MS } from './candidates.js';
import { percentile } from './percentile.js';

const PARTITIONS = 16;
const PER_SECOND = 200;
const SECONDS = 10;
const WARM_UP = 200;
const PATIENCE_MS = 120_000;
const REPLICAS = [1, 4] as const;

/**
 * Candidates at a steady pace against the running services, a real Postgres and a real NATS: what risk takes for one, as its
 * caller sees it, and what the whole validation takes from the candidate on its stream to the verdict on its own.
 */
export async function* validationBench(): AsyncGenerator<Record<string, number | string>> {
  for (const replicas of REPLICAS) yield* measure(replicas);
}

async function* measure(replicas: number): AsyncGenerator<Record<string, number | string>> {
  await using stack = await startStack({
    ephemeral: true,
    redis: false,
    services: ['risk', 'validation-chain'],
    replicas: { risk: replicas },
    env: { LOG_LEVEL: 'warn', TAPE_PARTITIONS: String(PARTITIONS) },
  });
  await openMarkets(stack.urls.database);
  const nats = await connect({ servers: new URL(stack.urls.nats).host });
  try {
    const supply = candidates();
    const assess = (pattern: PatternDetected): Promise<number> => assessed(nats, pattern);
    await paced(supply, WARM_UP, assess);
    yield figures('risk-assessment', replicas, await paced(supply, PER_SECOND * SECONDS, assess));

    const verdicts = new VerdictWatch(nats);
    const validate = (pattern: PatternDetected): Promise<number> => validated(nats, verdicts, pattern);
    await paced(supply, WARM_UP, validate);
    yield figures('validation', replicas, await paced(supply, PER_SECOND * SECONDS, validate));
  } finally {
    await nats.close();
  }
}

function figures(bench: string, replicas: number, tookMs: readonly number[]): Record<string, number | string> {
  return {
    bench,
    risk_replicas: replicas,
    candidates_per_second: PER_SECOND,
    candidates: tookMs.length,
    p50_ms: round(percentile(tookMs, 0.5)),
    p99_ms: round(percentile(tookMs, 0.99)),
    max_ms: round(percentile(tookMs, 1)),
  };
}

function round(ms: number): number {
  return Number(ms.toFixed(2));
}

/** One candidate every few milliseconds, whether the last is done or not. */
async function paced(
  supply: Iterator<PatternDetected>,
  count: number,
  work: (pattern: PatternDetected) => Promise<number>,
): Promise<number[]> {
  const startedAt = performance.now();
  const running: Promise<number>[] = [];
  for (let index = 0; index < count; index += 1) {
    const earlyMs = (index * 1_000) / PER_SECOND - (performance.now() - startedAt);
    if (earlyMs > 0) await new Promise((resolve) => setTimeout(resolve, earlyMs));
    const done = work(supply.next().value as PatternDetected);
    // The first failure is thrown below, with all the others still running.
    done.catch(() => undefined);
    running.push(done);
  }
  return Promise.all(running);
}

async function assessed(nats: NatsConnection, pattern: PatternDetected): Promise<number> {
  const askedAt = performance.now();
  const answer = await nats.request(assessRisk.subject, JSON.stringify({ pattern }), { timeout: PATIENCE_MS });
  const tookMs = performance.now() - askedAt;
  if (!answer.json<{ ok: boolean }>().ok) throw new Error(`risk did not assess: ${answer.string()}`);
  return tookMs;
}

async function validated(nats: NatsConnection, verdicts: VerdictWatch, pattern: PatternDetected): Promise<number> {
  const origin = { source: 'detection', timeMs: pattern.closeTimeMs, correlationId: pattern.id };
  const event = outgoing(patternDetected, pattern, origin, PARTITIONS);
  const sentAt = performance.now();
  const arrival = verdicts.of(pattern.id);
  await jetstream(nats).publish(event.subject, JSON.stringify(event.envelope), { msgID: event.messageId });
  return (await arrival) - sentAt;
}

/** Hears verdicts as they reach their stream. */
class VerdictWatch {
  readonly #waiting = new Map<string, { arrived: (atMs: number) => void; failed: (error: Error) => void }>();

  constructor(nats: NatsConnection) {
    nats.subscribe(`${SUBJECT_ROOT}.validation.>`, {
      callback: (_error, message) => {
        const { data } = message.json<{
          data: { pattern?: { id: string }; chain?: { stages: { stage: string }[] } };
        }>();
        if (data.pattern === undefined) return;
        const waiting = this.#waiting.get(data.pattern.id);
        this.#waiting.delete(data.pattern.id);
        if (data.chain?.stages.some(({ stage }) => stage === 'RISK')) waiting?.arrived(performance.now());
        else waiting?.failed(new Error(`${data.pattern.id} did not come as far as risk: ${message.string()}`));
      },
    });
  }

  /** When its verdict came. @throws Error when none came, or one that never asked risk: a figure over those would be a lie. */
  of(patternId: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no verdict of ${patternId}`)), PATIENCE_MS);
      const ended = (): void => clearTimeout(timer);
      this.#waiting.set(patternId, {
        arrived: (atMs) => (ended(), resolve(atMs)),
        failed: (error) => (ended(), reject(error)),
      });
    });
  }
}

/** Instruments, and guards that are checked as far as any candidate goes: what bars would have brought. */
async function openMarkets(databaseUrl: string): Promise<void> {
  const client = new Client(databaseUrl);
  await client.connect();
  try {
    await client.query(
      `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source, sector, simulated)
       select symbol, 'STOCK', 0.01, 1, 'SHARES', 1, 'TRADED', 'sector ' || (ordinality % 9), false
       from unnest($1::text[]) with ordinality as t (symbol, ordinality)`,
      [CANDIDATE_SYMBOLS],
    );
    await client.query(
      `insert into series_progress (stage, symbol, timeframe, through)
       select 'guard', symbol, $2, to_timestamp($3::double precision / 1000) from unnest($1::text[]) as t (symbol)`,
      [CANDIDATE_SYMBOLS, CANDIDATE_TIMEFRAME, LAST_BAR_MS],
    );
  } finally {
    await client.end();
  }
}
