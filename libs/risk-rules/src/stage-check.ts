import {
  failure,
  measureText,
  warning,
  type Bound,
  type Finding,
  type Measure,
  type StageCheck,
  type StageStatus,
} from './stage-verdict.js';

export type NumericBound = Exclude<Bound, 'is'>;

/** A check with what it has against the candidate, null when nothing. */
export interface Check<Reason extends string = string> extends StageCheck {
  readonly finding: Finding<Reason> | null;
}

/** Total over the bounds; a value that is not a number keeps none of them. */
const KEEPS: Readonly<Record<NumericBound, (measured: number, limit: number) => boolean>> = {
  'at-least': (measured, limit) => measured >= limit,
  over: (measured, limit) => measured > limit,
  'at-most': (measured, limit) => measured <= limit,
  under: (measured, limit) => measured < limit,
};

/** A check that the candidate stands. */
export function held(name: string, measured: Measure, bound: Bound, limit: Measure): Check<never> {
  return { name, status: 'PASS', measured: measureText(measured), bound, limit: measureText(limit), finding: null };
}

/** A check that found something. Measured value and limit are the finding's. */
export function raised<Reason extends string>(name: string, bound: Bound, finding: Finding<Reason>): Check<Reason> {
  const { status, measured, limit } = finding;
  return { name, status, measured, bound, limit, finding };
}

/** What a broken bound comes to. */
export interface Objection<Reason extends string> {
  readonly status?: Exclude<StageStatus, 'PASS'>;
  readonly reason: Reason;
  readonly message: string;
}

/** A number held against its limit: one place states value, bound and limit, for the answer and for what is shown. */
export function bounded<Reason extends string>(
  name: string,
  measured: number,
  bound: NumericBound,
  limit: number,
  { status = 'FAIL', reason, message }: Objection<Reason>,
): Check<Reason> {
  if (KEEPS[bound](measured, limit)) return held(name, measured, bound, limit);
  const found = status === 'FAIL' ? failure : warning;
  return raised(name, bound, found(reason, message, measured, limit));
}

/** The findings of checks, in their order. */
export function findingsOf<Reason extends string>(checks: readonly Check<Reason>[]): readonly Finding<Reason>[] {
  return checks.map((check) => check.finding).filter((finding) => finding !== null);
}

/** What is stored and shown of checks. */
export function shownChecks(checks: readonly Check[]): StageCheck[] {
  return checks.map(({ name, status, measured, bound, limit }) => ({ name, status, measured, bound, limit }));
}
