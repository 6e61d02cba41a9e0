import type { PatternDetected, PhaseDetected, RangeDetected } from '@tape/contracts';
import type { AnalyzerSnapshot } from '@tape/wyckoff';

/** The state of one analyzer, with the place on the tape it belongs to. */
export interface SnapshotRow {
  readonly symbol: string;
  readonly timeframe: string;
  readonly throughOpenTimeMs: number;
  readonly streamSequence: number;
  readonly state: AnalyzerSnapshot;
}

/** What a run of bars leaves in Postgres. */
export interface AnalysisRows {
  readonly ranges: RangeDetected[];
  readonly phases: { readonly id: string; readonly phase: PhaseDetected }[];
  readonly patterns: PatternDetected[];
  readonly snapshots: SnapshotRow[];
}

export function noRows(): AnalysisRows {
  return { ranges: [], phases: [], patterns: [], snapshots: [] };
}

export function isEmpty(rows: AnalysisRows): boolean {
  return rows.ranges.length + rows.phases.length + rows.patterns.length + rows.snapshots.length === 0;
}
