import * as fc from 'fast-check';

/** The part of JSON Schema that the API document and the contracts are written in. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly example?: unknown;
  readonly default?: unknown;
}

export interface Options {
  /** Looks up `#/components/schemas/…`. */
  readonly resolve?: (ref: string) => Schema;
  /** Whether now and then a part is something the schema does not allow. */
  readonly hostile: boolean;
}

const WIDE_STRING = fc.string({ unit: 'binary', maxLength: 80 });

/** What programs choke on: wrong types, huge and odd numbers, text with NUL, surrogates and other people's syntax. */
const HOSTILE: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -0,
    -1,
    1.5,
    1e21,
    -1e308,
    2 ** 53 + 2,
    2 ** 31,
    2 ** 63,
    '',
    ' ',
    '0',
    '-1',
    '1e400',
    'NaN',
    'Infinity',
    '\u0000',
    'A\u0000B',
    '\ud800',
    '\u202e\ufeff',
    '💥'.repeat(20),
    'x'.repeat(5_000),
    '9'.repeat(400),
    `0.${'0'.repeat(400)}1`,
    "' or 1=1 --",
    '$1',
    '%s%n',
    '../../etc/passwd',
    '__proto__',
    'constructor',
    'toString',
    '{}',
    '[object Object]',
    '9999-99-99',
    '2024-02-30T00:00:00Z',
    '+275760-09-13T00:00:00.001Z',
    '-271821-04-19T00:00:00Z',
    '0000-01-01',
    '294277-01-01T00:00:00Z',
    '2024-01-01T00:00:00+99:99',
    '2024-W01',
    '20240101',
    '2024-01-01T24:00:00Z',
    '0001-01-01T00:00:00Z',
    [],
    {},
    [[]],
    [null],
    [{}],
    { length: 1e9 },
    { toString: 1 },
    { $gt: '' },
  ),
  WIDE_STRING,
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Values of a schema, and with `hostile` now and then of no schema. */
export function valuesOf(schema: Schema, options: Options, depth = 0): fc.Arbitrary<unknown> {
  const proper = properValues(schema, options, depth);
  return options.hostile ? fc.oneof({ weight: 7, arbitrary: proper }, { weight: 1, arbitrary: HOSTILE }) : proper;
}

function properValues(schema: Schema, options: Options, depth: number): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return valuesOf(options.resolve?.(schema.$ref) ?? {}, options, depth);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((each) => valuesOf(each, options, depth)));
  if (schema.allOf !== undefined) return valuesOf(merged(schema.allOf, options), options, depth);
  const types =
    typeof schema.type === 'string'
      ? [schema.type]
      : (schema.type ?? [schema.properties === undefined ? 'any' : 'object']);
  const values = fc.oneof(...types.map((type) => ofType(type, schema, options, depth)));
  return schema.example === undefined
    ? values
    : fc.oneof({ weight: 2, arbitrary: fc.constant(schema.example) }, { weight: 1, arbitrary: values });
}

function ofType(type: string, schema: Schema, options: Options, depth: number): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return numbers(type, schema);
    case 'string':
      return texts(schema);
    case 'array':
      return arrays(schema, options, depth);
    case 'object':
      return objects(schema, options, depth);
    default:
      return fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('AAPL', '101.25', '2024-01-01T00:00:00Z'));
  }
}

function numbers(type: string, { minimum, exclusiveMinimum, maximum }: Schema): fc.Arbitrary<number> {
  const min = minimum ?? (exclusiveMinimum === undefined ? -1_000 : exclusiveMinimum + 1);
  const max = Math.max(min, maximum ?? min + 10_000);
  if (type === 'integer') return fc.integer({ min: Math.max(min, -(2 ** 31)), max: Math.min(max, 2 ** 31 - 1) });
  return fc.double({ min, max, noNaN: true });
}

function texts({ format, pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time')
    return fc
      .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
  if (format === 'uuid') return fc.uuid();
  const plain = fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 200)) });
  const usual = fc
    .constantFrom('AAPL', 'EUR/USD', '1d', '101.25', '5', 'none', '2024-01-02')
    .filter((text) => text.length >= minLength && text.length <= maxLength);
  const any = minLength > 2 ? plain : fc.oneof(usual, plain);
  return pattern === undefined || !isUsable(pattern) ? any : fc.oneof(fc.stringMatching(new RegExp(pattern)), any);
}

function isUsable(pattern: string): boolean {
  // What fast-check cannot turn round: look-aheads, classes of Unicode, and back references.
  return !/\(\?[=!<]|\\[pPk1-9bB]/.test(pattern);
}

function arrays(
  { items = {}, minItems = 0, maxItems = 4 }: Schema,
  options: Options,
  depth: number,
): fc.Arbitrary<unknown[]> {
  if (depth > 5) return fc.constant([]);
  return fc.array(valuesOf(items, options, depth + 1), {
    minLength: Math.min(minItems, 4),
    maxLength: Math.min(Math.max(minItems, maxItems), 4),
  });
}

function objects(schema: Schema, options: Options, depth: number): fc.Arbitrary<object> {
  const { properties = {}, required = [], additionalProperties } = schema;
  if (depth > 6) return fc.constant({});
  const known = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, valuesOf(each, options, depth + 1)])),
    options.hostile ? { requiredKeys: [] } : { requiredKeys: required.filter((name) => name in properties) },
  ) as fc.Arbitrary<Record<string, unknown>>;
  const complete = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, valuesOf(each, options, depth + 1)])),
    { requiredKeys: required.filter((name) => name in properties) },
  ) as fc.Arbitrary<Record<string, unknown>>;
  const others =
    typeof additionalProperties === 'object'
      ? fc.dictionary(fc.constantFrom('a', 'SPRING', 'AAPL'), valuesOf(additionalProperties, options, depth + 1), {
          maxKeys: 2,
        })
      : fc.constant({});
  const proper = fc.tuple(complete, others).map(([a, b]) => ({ ...b, ...a }));
  if (!options.hostile) return proper;
  const surplus = fc.dictionary(
    fc.constantFrom('extra', 'constructor', 'toString', '$where', 'id', ''),
    fc.constantFrom<unknown>(1, {}, null),
    { maxKeys: 1 },
  );
  return fc.oneof(
    { weight: 6, arbitrary: proper },
    { weight: 1, arbitrary: known },
    { weight: 1, arbitrary: fc.tuple(proper, surplus).map(([a, b]) => ({ ...a, ...b })) },
  );
}

function merged(parts: readonly Schema[], { resolve }: Options): Schema {
  const whole = parts.map((part) => (part.$ref === undefined ? part : (resolve?.(part.$ref) ?? {})));
  return {
    type: 'object',
    properties: Object.assign({}, ...whole.map(({ properties }) => properties ?? {})) as Record<string, Schema>,
    required: whole.flatMap(({ required }) => required ?? []),
  };
}
