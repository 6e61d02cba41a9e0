/** What a field of a definition may break. */
export const DEFINITION_RULES = [
  'required',
  'unknown-field',
  'object',
  'list',
  'text',
  'number',
  'whole-number',
  'boolean',
  'one-of',
  'range',
  'pattern',
  'reference',
  'operator',
  'order',
  'sum',
  'unique',
  'depth',
  'timeframe',
] as const;
export type DefinitionRule = (typeof DEFINITION_RULES)[number];

/** One thing wrong with a definition: where, which rule, and what to do, in plain words. */
export interface DefinitionError {
  /** `entries.long.all[1].op`; empty for the definition itself. */
  readonly path: string;
  readonly rule: DefinitionRule;
  readonly message: string;
}

/** A value of unknown shape at a path; readers take it apart and leave what is wrong in one list. */
export class Reading {
  readonly value: unknown;
  readonly path: string;
  readonly errors: DefinitionError[];

  constructor(value: unknown, path: string, errors: DefinitionError[]) {
    this.value = value;
    this.path = path;
    this.errors = errors;
  }

  refuse(rule: DefinitionRule, message: string): undefined {
    this.errors.push({
      path: this.path,
      rule,
      message: `${this.path === '' ? 'the definition' : this.path} ${message}`,
    });
    return undefined;
  }

  get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  at(key: string | number): Reading {
    const path = typeof key === 'number' ? `${this.path}[${key}]` : this.path === '' ? key : `${this.path}.${key}`;
    const holder = this.value as Readonly<Record<string | number, unknown>>;
    return new Reading(Object.hasOwn(holder, key) ? holder[key] : undefined, path, this.errors);
  }

  /** @returns whether it is an object; fields that are not `allowed` are refused by name. */
  object(allowed?: readonly string[]): boolean {
    if (this.isAbsent) return this.refuse('required', 'is missing') ?? false;
    if (typeof this.value !== 'object' || Array.isArray(this.value)) {
      return this.refuse('object', 'must be an object') ?? false;
    }
    if (allowed === undefined) return true;
    for (const key of Object.keys(this.value as object)) {
      if (!allowed.includes(key)) this.at(key).refuse('unknown-field', `is not known; known are ${allowed.join(', ')}`);
    }
    return true;
  }

  keys(): string[] {
    return Object.keys(this.value as object);
  }

  /** Elements of a list that is not empty; undefined when it is none. */
  list(maximum: number): Reading[] | undefined {
    if (this.isAbsent) return this.refuse('required', 'is missing');
    if (!Array.isArray(this.value)) return this.refuse('list', 'must be a list');
    const { length } = this.value;
    if (length === 0 || length > maximum)
      return this.refuse('range', `must have 1 to ${maximum} elements, not ${length}`);
    return this.value.map((_, i) => this.at(i));
  }

  text(): string | undefined {
    if (this.isAbsent) return this.refuse('required', 'is missing');
    return typeof this.value === 'string' ? this.value : this.refuse('text', 'must be text');
  }

  matching(pattern: RegExp, what: string): string | undefined {
    const text = this.text();
    if (text === undefined || pattern.test(text)) return text;
    return this.refuse('pattern', `must be ${what}, not '${text}'`);
  }

  oneOf<Word extends string>(words: readonly Word[]): Word | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    const found = words.find((word) => word === text);
    return found ?? this.refuse('one-of', `must be one of ${words.join(', ')}, not '${text}'`);
  }

  /** A finite number in (more than `from`, at most `to`). */
  number(from: number, to: number): number | undefined {
    if (this.isAbsent) return this.refuse('required', 'is missing');
    if (typeof this.value !== 'number' || !Number.isFinite(this.value))
      return this.refuse('number', 'must be a number');
    if (this.value > from && this.value <= to) return this.value;
    return this.refuse('range', `must be more than ${from} and at most ${to}, not ${this.value}`);
  }

  wholeNumber(from: number, to: number): number | undefined {
    if (this.isAbsent) return this.refuse('required', 'is missing');
    if (!Number.isSafeInteger(this.value)) return this.refuse('whole-number', 'must be a whole number');
    const value = this.value as number;
    return value >= from && value <= to ? value : this.refuse('range', `must be ${from} to ${to}, not ${value}`);
  }

  boolean(fallback: boolean): boolean | undefined {
    if (this.isAbsent) return fallback;
    return typeof this.value === 'boolean' ? this.value : this.refuse('boolean', 'must be true or false');
  }
}
