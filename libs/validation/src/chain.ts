import {
  failure,
  findingsOf,
  raised,
  shownChecks,
  stageVerdict,
  type Check,
  type StageStatus,
  type StageVerdict,
} from '@tape/risk-rules';
import type { DetectedPattern } from './detected-pattern.js';
import { levelsValidator } from './levels.validator.js';
import { phaseValidator } from './phase.validator.js';
import { strategyValidator } from './strategy.validator.js';
import type { ValidationContext } from './validation-context.js';
import type { Validator } from './validator.js';
import { volumeValidator } from './volume.validator.js';

/** Verdicts in the order in which they were given; a FAIL is the last one. */
export interface ValidationChain {
  readonly overall: StageStatus;
  readonly needsReview: boolean;
  readonly stages: StageVerdict[];
}

/** Under this confidence a single WARN already asks for a person. Scale 0..100. */
export const REVIEW_CONFIDENCE = 80;

const BEFORE_RISK: readonly Validator[] = [volumeValidator, phaseValidator, levelsValidator];

/** What a stage says of what it had to know and nobody could tell. */
function missingChecks({ needs }: Validator, { missing = [] }: ValidationContext): readonly Check[] {
  return needs
    .filter((part) => missing.includes(part))
    .map((part) =>
      raised(
        part,
        'is',
        failure(`context-missing:${part}`, `the ${part} could not be read in time`, 'missing', 'known'),
      ),
    );
}

/**
 * One validator's verdict. One that throws, or that lacks what it needs, refuses: a candidate nobody could judge must not pass, and
 * must not stop the others.
 */
export function runValidator(validator: Validator, pattern: DetectedPattern, context: ValidationContext): StageVerdict {
  const { stage, name, passMessage } = validator;
  const base = { stage, validator: name, atMs: pattern.closeTimeMs, passMessage };
  try {
    const missing = missingChecks(validator, context);
    const checks = missing.length > 0 ? missing : validator.checks(pattern, context);
    const metadata = validator.metadata(pattern, context);
    return stageVerdict({ ...base, findings: findingsOf(checks), metadata, checks: shownChecks(checks) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return stageVerdict({ ...base, findings: [failure('validator-error', `the validator failed: ${message}`)] });
  }
}

function warningsOf(verdict: StageVerdict): number {
  if (verdict.status !== 'WARN') return 0;
  const counted = verdict.metadata['warnings'];
  return typeof counted === 'number' ? counted : 1;
}

/** The chain's word on all stages given so far: FAIL beats WARN beats PASS, and no confidence turns a WARN into a PASS. */
export function concludeChain(stages: readonly StageVerdict[], confidence: number): ValidationChain {
  const warnings = stages.reduce((sum, verdict) => sum + warningsOf(verdict), 0);
  const isFailed = stages.some((verdict) => verdict.status === 'FAIL');
  return {
    overall: isFailed ? 'FAIL' : warnings > 0 ? 'WARN' : 'PASS',
    needsReview: warnings >= 2 || (warnings === 1 && confidence < REVIEW_CONFIDENCE),
    stages: [...stages],
  };
}

/** Why the stages before RISK do not judge a strategy's entry. */
const NOT_ASKED: Readonly<Record<string, string>> = {
  VOLUME: 'there is no pattern whose volume could confirm it; what the strategy asks of volume is among its conditions',
  PHASE: 'there is no pattern that belongs to a phase; what the strategy asks of the phase is among its conditions',
  LEVELS: 'there is no range it is traded in; stop and targets are those of the strategy',
};

function notApplicable({ stage, name }: Validator, pattern: DetectedPattern): StageVerdict {
  return {
    stage,
    status: 'NOT_APPLICABLE',
    validator: name,
    reason: 'strategy-entry',
    message: NOT_ASKED[stage] ?? 'the stage judges patterns',
    measured: null,
    limit: null,
    nearMiss: false,
    atMs: pattern.closeTimeMs,
    metadata: { strategy: pattern.strategy?.id ?? null },
    checks: [],
  };
}

/** VOLUME, PHASE, LEVELS; ends at the first FAIL. They judge patterns: for a strategy's entry each says that it does not apply. */
export function validateBeforeRisk(pattern: DetectedPattern, context: ValidationContext): readonly StageVerdict[] {
  if (pattern.pattern === 'STRATEGY') return BEFORE_RISK.map((validator) => notApplicable(validator, pattern));
  const stages: StageVerdict[] = [];
  for (const validator of BEFORE_RISK) {
    const verdict = runValidator(validator, pattern, context);
    stages.push(verdict);
    if (verdict.status === 'FAIL') break;
  }
  return stages;
}

/** STRATEGY. */
export function validateAfterRisk(pattern: DetectedPattern, context: ValidationContext): StageVerdict {
  return runValidator(strategyValidator, pattern, context);
}

export type ChainStart =
  | { readonly next: 'ask-risk'; readonly stages: readonly StageVerdict[] }
  | { readonly next: 'concluded'; readonly chain: ValidationChain };

/** First half of the chain. On `ask-risk` the caller gets risk's verdict, from a service or from memory, and continues. */
export function beginChain(pattern: DetectedPattern, context: ValidationContext): ChainStart {
  const stages = validateBeforeRisk(pattern, context);
  const isFailed = stages.some((verdict) => verdict.status === 'FAIL');
  return isFailed
    ? { next: 'concluded', chain: concludeChain(stages, pattern.confidence) }
    : { next: 'ask-risk', stages };
}

export interface ChainEnd {
  readonly chain: ValidationChain;
  /** Risk reserved money, and a later stage refused: it must be released, for the reason given. */
  readonly releaseBecause: string | null;
}

/** Second half: risk's verdict, then STRATEGY unless risk refused. */
export function continueChain(
  pattern: DetectedPattern,
  context: ValidationContext,
  stages: readonly StageVerdict[],
  risk: StageVerdict,
): ChainEnd {
  if (risk.status === 'FAIL') {
    return { chain: concludeChain([...stages, risk], pattern.confidence), releaseBecause: null };
  }
  const strategy = validateAfterRisk(pattern, context);
  const chain = concludeChain([...stages, risk, strategy], pattern.confidence);
  return { chain, releaseBecause: strategy.status === 'FAIL' ? `strategy:${strategy.reason ?? 'refused'}` : null };
}

/** What the chain of one candidate came to, as it is published: passed or rejected by `chain.overall`. */
export interface Verdict<SizingOrNull> {
  readonly pattern: DetectedPattern;
  readonly chain: ValidationChain;
  readonly sizing: SizingOrNull;
}
