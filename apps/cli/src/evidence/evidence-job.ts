import type { ExpertLabel, SeriesEvidence } from '@tape/backtesting';
import type { Profile } from '../command/options.js';

/** One file for a worker thread. Plain data. */
export interface EvidenceJob {
  readonly path: string;
  readonly seed: number;
  readonly profile: Profile;
  /** Only those of this series. */
  readonly labels: readonly ExpertLabel[];
}

export type EvidenceOutcome =
  | { readonly ok: true; readonly evidence: SeriesEvidence }
  | { readonly ok: false; readonly reason: string };
