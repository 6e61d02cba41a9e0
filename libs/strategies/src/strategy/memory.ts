import type { Condition, Operand, TextField } from '../condition/condition.js';
import type { Known } from '../condition/evaluate.js';
import type { StrategyDefinition } from '../definition/strategy-definition.js';

/** What conditions ask of the bar before: plain JSON. */
export interface Remembered {
  readonly numbers: Readonly<Record<string, number | null>>;
  readonly texts: Readonly<Partial<Record<TextField, string | null>>>;
}

/** The operands of crossings and the words of changes: only they are remembered from bar to bar. */
export interface MemoryPlan {
  readonly operands: ReadonlyMap<string, Operand>;
  readonly fields: ReadonlySet<TextField>;
}

export function memoryPlanOf({ entries, exits }: StrategyDefinition): MemoryPlan {
  const operands = new Map<string, Operand>();
  const fields = new Set<TextField>();
  const visit = (condition: Condition): void => {
    switch (condition.kind) {
      case 'all':
      case 'any':
        return condition.of.forEach(visit);
      case 'not':
        return visit(condition.of);
      case 'text':
        if (condition.op === 'changes_to') fields.add(condition.left);
        return undefined;
      case 'number':
        if (condition.op !== 'crosses_above' && condition.op !== 'crosses_below') return undefined;
        for (const operand of [condition.left, condition.right]) operands.set(keyOf(operand), operand);
        return undefined;
    }
  };
  for (const condition of [entries.long, entries.short, exits.long, exits.short]) {
    if (condition !== undefined) visit(condition);
  }
  return { operands, fields };
}

export function remember({ operands, fields }: MemoryPlan, known: Known): Remembered {
  const numbers: Record<string, number | null> = {};
  for (const [key, operand] of operands) numbers[key] = known.number(operand);
  const texts: Partial<Record<TextField, string | null>> = {};
  for (const field of fields) texts[field] = known.text(field);
  return { numbers, texts };
}

export function recall({ numbers, texts }: Remembered): Known {
  return { number: (operand) => numbers[keyOf(operand)] ?? null, text: (field) => texts[field] ?? null };
}

function keyOf(operand: Operand): string {
  switch (operand.from) {
    case 'constant':
      return `constant:${operand.value}`;
    case 'indicator':
      return `indicator:${operand.name}.${operand.output}`;
    default:
      return `${operand.from}:${operand.field}`;
  }
}
