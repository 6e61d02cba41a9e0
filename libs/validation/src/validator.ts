import type { Finding, StageName, VerdictMetadata } from '@tape/risk-rules';
import type { DetectedPattern } from './detected-pattern.js';
import type { ValidationContext } from './validation-context.js';

/** One stage's rules. Nothing found means PASS; the chain makes the verdict, so no validator decides what a WARN is worth. */
export interface Validator<Reason extends string = string> {
  readonly stage: Exclude<StageName, 'RISK'>;
  /** Stored with the verdict. */
  readonly name: string;
  readonly passMessage: string;
  readonly findings: (pattern: DetectedPattern, context: ValidationContext) => readonly Finding<Reason>[];
  /** What a reader of the verdict should see beside it. */
  readonly metadata: (pattern: DetectedPattern, context: ValidationContext) => VerdictMetadata;
}
