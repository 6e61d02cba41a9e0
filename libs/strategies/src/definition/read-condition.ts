import {
  NUMBER_FIELDS,
  NUMBER_OPERATORS,
  OPERATORS,
  TEXT_FIELDS,
  TEXT_OPERATORS,
  type Condition,
  type Operand,
  type TextField,
} from '../condition/condition.js';
import { BAR_FIELDS, OUTPUTS, type IndicatorSpec } from '../indicator/indicator-spec.js';
import type { Reading } from './reading.js';

/** Deeper than anyone reads; it also keeps a crafted definition from exhausting the stack. */
const MAX_DEPTH = 8;
const MAX_PARTS = 32;

export type NamedIndicators = Readonly<Record<string, IndicatorSpec>>;

/** `{ all: […] }`, `{ any: […] }`, `{ not: … }` or `{ left, op, right }`. */
export function readCondition(reading: Reading, indicators: NamedIndicators, depth = 1): Condition | undefined {
  if (!reading.object()) return undefined;
  if (depth > MAX_DEPTH) return reading.refuse('depth', `is nested deeper than ${MAX_DEPTH}`);
  const [key, ...more] = reading.keys();
  if (key !== 'all' && key !== 'any' && key !== 'not') return readComparison(reading, indicators);
  for (const extra of more) reading.at(extra).refuse('unknown-field', `cannot stand beside ${key}`);
  if (key === 'not') {
    const of = readCondition(reading.at('not'), indicators, depth + 1);
    return of === undefined ? undefined : { kind: 'not', of };
  }
  const parts = reading
    .at(key)
    .list(MAX_PARTS)
    ?.map((part) => readCondition(part, indicators, depth + 1));
  if (parts === undefined || parts.includes(undefined)) return undefined;
  return { kind: key, of: parts as Condition[] };
}

function readComparison(reading: Reading, indicators: NamedIndicators): Condition | undefined {
  reading.object(['left', 'op', 'right']);
  const left = reading.at('left');
  const op = reading.at('op').oneOf(OPERATORS);
  if (isTextField(left.value)) {
    const words: readonly string[] = TEXT_FIELDS[left.value];
    const right = reading.at('right').oneOf(words);
    const textOp = TEXT_OPERATORS.find((one) => one === op);
    if (op !== undefined && textOp === undefined) {
      return reading.at('op').refuse('operator', `cannot compare words: use ${TEXT_OPERATORS.join(', ')}, not '${op}'`);
    }
    if (right === undefined || textOp === undefined) return undefined;
    return { kind: 'text', left: left.value, op: textOp, right };
  }
  const first = readOperand(left, indicators);
  const second = readOperand(reading.at('right'), indicators);
  const numberOp = NUMBER_OPERATORS.find((one) => one === op);
  if (op !== undefined && numberOp === undefined) {
    return reading
      .at('op')
      .refuse('operator', `cannot compare numbers: use ${NUMBER_OPERATORS.join(', ')}, not '${op}'`);
  }
  if (first === undefined || second === undefined || numberOp === undefined) return undefined;
  return { kind: 'number', left: first, op: numberOp, right: second };
}

function isTextField(value: unknown): value is TextField {
  return typeof value === 'string' && Object.hasOwn(TEXT_FIELDS, value);
}

/** A number, a field of the bar, `indicator` or `indicator.output`, or a number of the analysis. */
export function readOperand(reading: Reading, indicators: NamedIndicators): Operand | undefined {
  if (typeof reading.value === 'number' && Number.isFinite(reading.value)) {
    return { from: 'constant', value: reading.value };
  }
  const name = reading.text();
  if (name === undefined) return undefined;
  const barField = BAR_FIELDS.find((field) => field === name);
  if (barField !== undefined) return { from: 'bar', field: barField };
  const numberField = NUMBER_FIELDS.find((field) => field === name);
  if (numberField !== undefined) return { from: 'analysis', field: numberField };
  const [indicator = '', output, ...rest] = name.split('.');
  const spec = Object.hasOwn(indicators, indicator) ? indicators[indicator] : undefined;
  if (spec === undefined || rest.length > 0) {
    const known = [...BAR_FIELDS, ...Object.keys(indicators), ...NUMBER_FIELDS].join(', ');
    return reading.refuse('reference', `names nothing that is known: '${name}' is not among ${known}`);
  }
  const outputs: readonly string[] = OUTPUTS[spec.kind];
  if (output !== undefined && !outputs.includes(output)) {
    return reading.refuse('reference', `'${name}' is not said: ${indicator} says ${outputs.join(', ')}`);
  }
  return { from: 'indicator', name: indicator, output: output ?? outputs[0]! };
}
