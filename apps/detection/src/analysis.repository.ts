import type { AnalyzerSnapshot } from '@tape/wyckoff';
import type { DataSource, EntityManager } from 'typeorm';
import type { AnalysisRows, SnapshotRow } from './analysis-rows.js';

/** Writes what the analysis found. Every statement may be repeated: ids are content, so a replayed batch changes nothing. */
export class AnalysisRepository {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /** All rows of a batch or none. */
  async save(rows: AnalysisRows): Promise<void> {
    await this.#database.transaction(async (manager) => {
      await saveRanges(manager, rows);
      await savePhases(manager, rows);
      await savePatterns(manager, rows);
      for (const snapshot of rows.snapshots) await saveSnapshot(manager, snapshot);
    });
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

async function saveRanges(manager: EntityManager, { ranges }: AnalysisRows): Promise<void> {
  if (ranges.length === 0) return;
  // One row a range, newest state: a statement may not touch a row twice, so only the last change of a batch goes in.
  const newest = [...new Map(ranges.map((range) => [range.rangeId, range])).values()];
  await manager.query(
    `insert into ranges (id, symbol, timeframe, side, state, start_time, known_at, content)
     select r->>'rangeId', r->>'symbol', r->>'timeframe', r->>'side', r->>'state',
            to_timestamp((r->>'startTimeMs')::double precision / 1000), to_timestamp((r->>'knownAtMs')::double precision / 1000), r
     from jsonb_array_elements($1::jsonb) r
     on conflict (id) do update set side = excluded.side, state = excluded.state, known_at = excluded.known_at, content = excluded.content
     where ranges.known_at <= excluded.known_at`,
    [JSON.stringify(newest)],
  );
}

async function savePhases(manager: EntityManager, { phases }: AnalysisRows): Promise<void> {
  if (phases.length === 0) return;
  await manager.query(
    `insert into phases (id, symbol, timeframe, side, phase, event, event_time, known_at, content)
     select p->>'id', c->>'symbol', c->>'timeframe', c->>'side', c->>'phase', c->>'event',
            to_timestamp((c->>'eventTimeMs')::double precision / 1000), to_timestamp((c->>'knownAtMs')::double precision / 1000), c
     from jsonb_array_elements($1::jsonb) p, lateral (select p->'phase' as c) x
     on conflict (id) do nothing`,
    [JSON.stringify(phases)],
  );
}

async function savePatterns(manager: EntityManager, { patterns }: AnalysisRows): Promise<void> {
  if (patterns.length === 0) return;
  await manager.query(
    `insert into patterns (id, symbol, timeframe, pattern, event_time, known_at, confidence, content)
     select p->>'id', p->>'symbol', p->>'timeframe', p->>'pattern',
            to_timestamp((p->>'eventTimeMs')::double precision / 1000), to_timestamp((p->>'knownAtMs')::double precision / 1000),
            (p->>'confidence')::int, p
     from jsonb_array_elements($1::jsonb) p
     on conflict (id) do nothing`,
    [JSON.stringify(patterns)],
  );
}

async function saveSnapshot(manager: EntityManager, row: SnapshotRow): Promise<void> {
  await manager.query(
    `insert into analyzer_snapshots (symbol, timeframe, through, stream_sequence, state)
     values ($1, $2, $3, $4, $5::jsonb)
     on conflict (symbol, timeframe) do update
       set through = excluded.through, stream_sequence = excluded.stream_sequence, state = excluded.state
     where analyzer_snapshots.through < excluded.through`,
    [row.symbol, row.timeframe, new Date(row.throughOpenTimeMs), row.streamSequence, JSON.stringify(row.state)],
  );
}
