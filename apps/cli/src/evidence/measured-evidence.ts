import type { EvidenceReport } from '@tape/backtesting';
import type { Profile } from '../command/options.js';
import type { LeftOut } from './series-files.js';

/** The report with all that is needed to make it again. */
export interface MeasuredEvidence extends EvidenceReport {
  readonly profile: Profile;
  readonly seed: number;
  readonly leftOut: readonly LeftOut[];
  /** Labels whose series was not among the files. */
  readonly labelsWithoutSeries: number;
}

/** What must be said beside any of these figures. */
export const CAVEATS = [
  'It claims no edge. The rules were developed on daily bars of well-known stocks: on such bars nothing here is out of sample.',
  'Intervals draw whole months; symbols that move together for longer than a month still make them narrower than they should be.',
  'Every row is a comparison of its own at 95 %: of twenty that mean nothing one stands out by chance.',
  'Files chosen today leave out symbols that vanished, and flatter longs.',
] as const;
