import type { Check, StageName, VerdictMetadata } from '@tape/risk-rules';
import type { DetectedPattern } from './detected-pattern.js';
import type { ContextPart, ValidationContext } from './validation-context.js';

/** One stage's rules. Nothing found means PASS; the chain makes the verdict, so no validator decides what a WARN is worth. */
export interface Validator<Reason extends string = string> {
  readonly stage: Exclude<StageName, 'RISK'>;
  /** Stored with the verdict. */
  readonly name: string;
  readonly passMessage: string;
  /** Without these the stage is not asked and refuses. */
  readonly needs: readonly ContextPart[];
  /** All it looked at, held or not, so that a PASS can be read as well as a refusal. */
  readonly checks: (pattern: DetectedPattern, context: ValidationContext) => readonly Check<Reason>[];
  /** What a reader of the verdict should see beside it. */
  readonly metadata: (pattern: DetectedPattern, context: ValidationContext) => VerdictMetadata;
}
