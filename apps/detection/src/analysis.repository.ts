import type { SqlRunner } from '@tape/persistence';
import { JointWrites } from '@tape/service';
import type { AnalyzerSnapshot } from '@tape/wyckoff';
import type { DataSource } from 'typeorm';
import type { AnalysisRows, SnapshotRow } from './analysis-rows.js';

/**
 * Every statement may be repeated: ids are content, so a replayed batch changes nothing. One statement for all
 * tables is one transaction and one way to the server and back.
 */
const SAVE = `with
  saved_ranges as (
    insert into ranges (id, symbol, timeframe, side, state, start_time, known_at, content)
    select r->>'rangeId', r->>'symbol', r->>'timeframe', r->>'side', r->>'state',
           to_timestamp((r->>'startTimeMs')::double precision / 1000), to_timestamp((r->>'knownAtMs')::double precision / 1000), r
    from jsonb_array_elements($1::jsonb) r
    on conflict (id) do update set side = excluded.side, state = excluded.state, known_at = excluded.known_at, content = excluded.content
    where ranges.known_at <= excluded.known_at
  ),
  saved_phases as (
    insert into phases (id, symbol, timeframe, side, phase, event, event_time, known_at, content)
    select p->>'id', c->>'symbol', c->>'timeframe', c->>'side', c->>'phase', c->>'event',
           to_timestamp((c->>'eventTimeMs')::double precision / 1000), to_timestamp((c->>'knownAtMs')::double precision / 1000), c
    from jsonb_array_elements($2::jsonb) p, lateral (select p->'phase' as c) x
    on conflict (id) do nothing
  ),
  saved_custom_events as (
    insert into custom_events (id, symbol, timeframe, detector, event_time, known_at, content)
    select e->>'id', c->>'symbol', c->>'timeframe', c->>'detector',
           to_timestamp((c->>'eventTimeMs')::double precision / 1000), to_timestamp((c->>'knownAtMs')::double precision / 1000), c
    from jsonb_array_elements($4::jsonb) e, lateral (select e->'custom' as c) x
    on conflict (id) do nothing
  )
  insert into patterns (id, symbol, timeframe, pattern, event_time, known_at, confidence, content)
  select p->>'id', p->>'symbol', p->>'timeframe', p->>'pattern',
         to_timestamp((p->>'eventTimeMs')::double precision / 1000), to_timestamp((p->>'knownAtMs')::double precision / 1000),
         (p->>'confidence')::int, p
  from jsonb_array_elements($3::jsonb) p
  on conflict (id) do nothing`;

/** Writes what the analysis found; under load the batches of several lanes at once. */
export class AnalysisRepository {
  readonly #database: DataSource;
  readonly #writes = new JointWrites((batches: readonly AnalysisRows[]) => this.#store(batches));

  constructor(database: DataSource) {
    this.#database = database;
  }

  /** All rows of a batch or none. */
  async save(rows: AnalysisRows): Promise<void> {
    await this.#writes.add(rows);
  }

  async #store(batches: readonly AnalysisRows[]): Promise<readonly null[]> {
    const snapshots = batches.flatMap((rows) => rows.snapshots);
    if (snapshots.length === 0) await saveFindings(this.#database, batches);
    else {
      await this.#database.transaction(async (manager) => {
        await saveFindings(manager, batches);
        for (const snapshot of snapshots) await saveSnapshot(manager, snapshot);
      });
    }
    return batches.map(() => null);
  }

  /** The newest snapshot of a series. */
  async snapshot(
    symbol: string,
    timeframe: string,
  ): Promise<{ throughMs: number; state: AnalyzerSnapshot } | undefined> {
    const rows: { through: Date; state: AnalyzerSnapshot }[] = await this.#database.query(
      'select through, state from analyzer_snapshots where symbol = $1 and timeframe = $2',
      [symbol, timeframe],
    );
    const row = rows[0];
    return row === undefined ? undefined : { throughMs: row.through.getTime(), state: row.state };
  }
}

async function saveFindings(manager: SqlRunner, batches: readonly AnalysisRows[]): Promise<void> {
  const ranges = batches.flatMap((rows) => rows.ranges);
  const phases = batches.flatMap((rows) => rows.phases);
  const patterns = batches.flatMap((rows) => rows.patterns);
  const customEvents = batches.flatMap((rows) => rows.customEvents);
  if (ranges.length + phases.length + patterns.length + customEvents.length === 0) return;
  // One row a range, newest state: a statement may not touch a row twice, so only the last change goes in.
  const newest = [...new Map(ranges.map((range) => [range.rangeId, range])).values()];
  await manager.query(
    SAVE,
    [newest, phases, patterns, customEvents].map((rows) => JSON.stringify(rows)),
  );
}

async function saveSnapshot(manager: SqlRunner, row: SnapshotRow): Promise<void> {
  await manager.query(
    `insert into analyzer_snapshots (symbol, timeframe, through, stream_sequence, state)
     values ($1, $2, $3, $4, $5::jsonb)
     on conflict (symbol, timeframe) do update
       set through = excluded.through, stream_sequence = excluded.stream_sequence, state = excluded.state
     where analyzer_snapshots.through < excluded.through`,
    [row.symbol, row.timeframe, new Date(row.throughOpenTimeMs), row.streamSequence, JSON.stringify(row.state)],
  );
}
