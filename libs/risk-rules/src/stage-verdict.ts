/** The five questions asked of every candidate, in this order. */
export const STAGES = ['VOLUME', 'PHASE', 'LEVELS', 'RISK', 'STRATEGY'] as const;
export type StageName = (typeof STAGES)[number];
export type StageStatus = 'PASS' | 'WARN' | 'FAIL';
export type VerdictMetadata = Record<string, string | number | boolean | null>;

/** What one stage said, as it is stored and shown. */
export interface StageVerdict {
  readonly stage: StageName;
  readonly status: StageStatus;
  readonly validator: string;
  /** Closed word of the stage; null on PASS. */
  readonly reason: string | null;
  readonly message: string;
  readonly measured: string | null;
  readonly limit: string | null;
  /** A FAIL whose measured value is within 10 % of its limit. */
  readonly nearMiss: boolean;
  /** Business time of the decision: the close of the bar. */
  readonly atMs: number;
  readonly metadata: VerdictMetadata;
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

type Measure = number | string | null;

/** Four decimals are enough for a person; the rule itself compared the exact value. */
function measureText(value: Measure): string | null {
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
}

/**
 * One verdict from all findings of a stage: the first FAIL decides, else the first WARN. With more than one WARN,
 * `metadata.warnings` holds their number and `metadata.alsoWarned` the other reasons, so that none is lost.
 */
export function stageVerdict(input: StageFindings): StageVerdict {
  const { stage, validator, atMs, findings, passMessage, metadata = {} } = input;
  const decisive = findings.find((finding) => finding.status === 'FAIL') ?? findings[0];
  if (decisive === undefined) {
    return {
      stage,
      status: 'PASS',
      validator,
      reason: null,
      message: passMessage,
      measured: null,
      limit: null,
      nearMiss: false,
      atMs,
      metadata,
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
  return { stage, validator, atMs, ...decisive, metadata: { ...metadata, ...alsoWarned } };
}
