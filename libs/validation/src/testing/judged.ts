import { findingsOf, type Check } from '@tape/risk-rules';
import type { DetectedPattern } from '../detected-pattern.js';
import type { ValidationContext } from '../validation-context.js';
import type { Validator } from '../validator.js';
import { sampleContext } from './sample-candidate.js';

/** All a validator has against a pattern, as `FAIL reason`, in its order; empty on PASS. */
export function judged(
  validator: Validator,
  pattern: DetectedPattern,
  context: Partial<ValidationContext> = {},
): readonly string[] {
  return findingsOf(validator.checks(pattern, sampleContext(context))).map(
    ({ status, reason }) => `${status} ${reason}`,
  );
}

/** One check by name, without its finding. */
export function shown(checks: readonly Check[], name: string): Omit<Check, 'finding'> | undefined {
  const check = checks.find((each) => each.name === name);
  if (check === undefined) return undefined;
  const { finding: _, ...rest } = check;
  return rest;
}
