import type { CustomDetected, PatternDetected, PhaseDetected, RangeDetected } from '@tape/contracts';
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
  readonly customEvents: { readonly id: string; readonly custom: CustomDetected }[];
  readonly patterns: PatternDetected[];
  readonly snapshots: SnapshotRow[];
}

export function noRows(): AnalysisRows {
  return { ranges: [], phases: [], customEvents: [], patterns: [], snapshots: [] };
}

export function isEmpty(rows: AnalysisRows): boolean {
  const { ranges, phases, customEvents, patterns, snapshots } = rows;
  return ranges.length + phases.length + customEvents.length + patterns.length + snapshots.length === 0;
}
