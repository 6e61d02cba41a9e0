/** The five questions asked of every candidate, in this order. */
export const STAGES = ['VOLUME', 'PHASE', 'LEVELS', 'RISK', 'STRATEGY'] as const;
export type StageName = (typeof STAGES)[number];
export type StageStatus = 'PASS' | 'WARN' | 'FAIL';
/** A stage whose question does not arise for the candidate says so, and why. */
export type VerdictStatus = StageStatus | 'NOT_APPLICABLE';
export type VerdictMetadata = Record<string, string | number | boolean | null>;

/** How a measured value must stand to its limit; `is` compares words. */
export const BOUNDS = ['at-least', 'over', 'at-most', 'under', 'is'] as const;
export type Bound = (typeof BOUNDS)[number];

/** One value a stage held against one limit, kept whether it broke it or not. */
export interface StageCheck {
  /** What was measured, in a few words with its unit: "phase confidence", "hours to earnings". */
  readonly name: string;
  readonly status: StageStatus;
  /** Null when there was nothing to measure. */
  readonly measured: string | null;
  readonly bound: Bound;
  readonly limit: string | null;
}

/** What one stage said, as it is stored and shown. */
export interface StageVerdict {
  readonly stage: StageName;
  readonly status: VerdictStatus;
  readonly validator: string;
  /** Closed word of the stage; null on PASS. */
  readonly reason: string | null;
  readonly message: string;
  /** Of the finding that decided; on PASS of the check that came nearest to its limit. */
  readonly measured: string | null;
  readonly limit: string | null;
  /** A FAIL whose measured value is within 10 % of its limit. */
  readonly nearMiss: boolean;
  /** Business time of the decision: the close of the bar. */
  readonly atMs: number;
  readonly metadata: VerdictMetadata;
  /** All the stage looked at, in the order in which it did. */
  readonly checks: StageCheck[];
}

/** One thing a rule had against a candidate. */
export interface Finding<Reason extends string = string> {
  readonly status: 'WARN' | 'FAIL';
  readonly reason: Reason;
  readonly message: string;
  readonly measured: string | null;
  readonly limit: string | null;
  readonly nearMiss: boolean;
}

/** How far from its limit a value may lie to be called a near miss. Unit: fraction of the limit. */
export const NEAR_MISS_RATIO = 0.1;
/** Forgives the last bits of binary floats, so that 0.77 is within 10 % of 0.7. */
const FLOAT_SLACK = 1e-9;

function isNearMiss(measured: number, limit: number): boolean {
  const allowed = Math.abs(limit) * NEAR_MISS_RATIO;
  return Math.abs(measured - limit) <= allowed * (1 + FLOAT_SLACK);
}

export type Measure = number | string | null;

/** Four decimals are enough for a person; the rule itself compared the exact value. */
export function measureText(value: Measure): string | null {
  return typeof value === 'number' ? String(Math.round(value * 10_000) / 10_000) : value;
}

/** A refusal. Two numbers as measured value and limit also say whether it was a near miss; words never do. */
export function failure<Reason extends string>(
  reason: Reason,
  message: string,
  measured: Measure = null,
  limit: Measure = null,
): Finding<Reason> {
  const nearMiss = typeof measured === 'number' && typeof limit === 'number' && isNearMiss(measured, limit);
  return { status: 'FAIL', reason, message, measured: measureText(measured), limit: measureText(limit), nearMiss };
}

/** A doubt that is shown but does not stop the candidate. */
export function warning<Reason extends string>(
  reason: Reason,
  message: string,
  measured: Measure = null,
  limit: Measure = null,
): Finding<Reason> {
  return {
    status: 'WARN',
    reason,
    message,
    measured: measureText(measured),
    limit: measureText(limit),
    nearMiss: false,
  };
}

export interface StageFindings {
  readonly stage: StageName;
  readonly validator: string;
  readonly atMs: number;
  readonly findings: readonly Finding[];
  /** Said when there is nothing against it. */
  readonly passMessage: string;
  readonly metadata?: VerdictMetadata;
  /** All that was looked at, held or broken; shown beside the verdict and never deciding it. */
  readonly checks?: readonly StageCheck[];
}

/** How near a check came to its limit, as a fraction of the limit; infinite where either is no number. */
function margin({ measured, limit }: StageCheck): number {
  if (measured === null || limit === null || measured === '' || limit === '') return Number.POSITIVE_INFINITY;
  const value = Number(measured);
  const bound = Number(limit);
  if (!Number.isFinite(value) || !Number.isFinite(bound)) return Number.POSITIVE_INFINITY;
  return bound === 0 ? Math.abs(value) : Math.abs((value - bound) / bound);
}

/** The check that speaks for a PASS: the nearest to its limit, the first of equals; words only where there are no numbers. */
function tightest(checks: readonly StageCheck[]): StageCheck | undefined {
  let nearest = checks[0];
  for (const check of checks) if (nearest !== undefined && margin(check) < margin(nearest)) nearest = check;
  return nearest;
}

/**
 * One verdict from all findings of a stage: the first FAIL decides, else the first WARN. With more than one WARN,
 * `metadata.warnings` holds their number and `metadata.alsoWarned` the other reasons, so that none is lost. A PASS shows the
 * value that came nearest to its limit, so that one sees how close it was.
 */
export function stageVerdict(input: StageFindings): StageVerdict {
  const { stage, validator, atMs, findings, passMessage, metadata = {}, checks = [] } = input;
  const decisive = findings.find((finding) => finding.status === 'FAIL') ?? findings[0];
  if (decisive === undefined) {
    const nearest = tightest(checks);
    return {
      stage,
      status: 'PASS',
      validator,
      reason: null,
      message: passMessage,
      measured: nearest?.measured ?? null,
      limit: nearest?.limit ?? null,
      nearMiss: false,
      atMs,
      metadata,
      checks: [...checks],
    };
  }
  const others = findings.filter((finding) => finding !== decisive && finding.status === 'WARN');
  const alsoWarned: VerdictMetadata =
    others.length === 0
      ? {}
      : {
          warnings: others.length + (decisive.status === 'WARN' ? 1 : 0),
          alsoWarned: others.map((finding) => finding.reason).join(', '),
        };
  return { stage, validator, atMs, ...decisive, metadata: { ...metadata, ...alsoWarned }, checks: [...checks] };
}
