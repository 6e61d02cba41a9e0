import type { Condition, NumberComparison, NumberOperator, Operand, TextComparison, TextField } from './condition.js';

/** What is known after one bar; null is unknown: warming up, or no analysis. */
export interface Known {
  readonly number: (operand: Operand) => number | null;
  readonly text: (field: TextField) => string | null;
}

/** Null: it cannot be told. */
export type Truth = boolean | null;

/**
 * Three-valued: what is unknown makes nothing true, not even its negation, unless the rest decides alone (Kleene).
 * @param before what was known after the bar before; null on the first bar.
 */
export function evaluate(condition: Condition, now: Known, before: Known | null): Truth {
  switch (condition.kind) {
    case 'all':
      return conjunction(condition.of, true, now, before);
    case 'any':
      return conjunction(condition.of, false, now, before);
    case 'not': {
      const truth = evaluate(condition.of, now, before);
      return truth === null ? null : !truth;
    }
    case 'number':
      return compareNumbers(condition, now, before);
    default:
      return compareTexts(condition, now, before);
  }
}

/** One `!neutral` decides, whatever is unknown beside it. */
function conjunction(of: readonly Condition[], neutral: boolean, now: Known, before: Known | null): Truth {
  let truth: Truth = neutral;
  for (const part of of) {
    const one = evaluate(part, now, before);
    if (one === !neutral) return one;
    if (one === null) truth = null;
  }
  return truth;
}

type NumberRule = (left: number, right: number, before: readonly [number, number] | null) => Truth;

/** Equal on the bar before counts as not yet beyond: a touch that goes on is a crossing. */
const NUMBER_RULES: Readonly<Record<NumberOperator, NumberRule>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  crosses_above: (left, right, before) => (before === null ? null : left > right && before[0] <= before[1]),
  crosses_below: (left, right, before) => (before === null ? null : left < right && before[0] >= before[1]),
};

function compareNumbers({ left, op, right }: NumberComparison, now: Known, before: Known | null): Truth {
  const values = pairOf(left, right, now);
  if (values === null) return null;
  const isCrossing = op === 'crosses_above' || op === 'crosses_below';
  return NUMBER_RULES[op](values[0], values[1], isCrossing ? pairOf(left, right, before) : null);
}

function pairOf(left: Operand, right: Operand, known: Known | null): readonly [number, number] | null {
  const first = known?.number(left) ?? null;
  const second = known?.number(right) ?? null;
  return first === null || second === null ? null : [first, second];
}

function compareTexts({ left, op, right }: TextComparison, now: Known, before: Known | null): Truth {
  const value = now.text(left);
  if (value === null) return null;
  if (op === '==') return value === right;
  if (op === '!=') return value !== right;
  const previous = before?.text(left) ?? null;
  return previous === null ? null : value === right && previous !== right;
}
