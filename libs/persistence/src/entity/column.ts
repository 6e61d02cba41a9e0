import { Column, PrimaryColumn, type ColumnOptions, type ValueTransformer } from 'typeorm';

interface Options {
  readonly nullable?: boolean;
  readonly primary?: boolean;
  /** A number, or an SQL expression as text. */
  readonly default?: string | number;
}

/** timestamptz in the database, milliseconds since the epoch in the program: the one way the program counts time. */
export const epochMsTransformer: ValueTransformer = {
  to: (value: unknown) => (typeof value === 'number' ? new Date(value) : value),
  from: (value: unknown) => (value instanceof Date ? value.getTime() : value),
};

function column(options: ColumnOptions, { primary, nullable, default: initial }: Options): PropertyDecorator {
  const all: ColumnOptions = {
    ...options,
    ...(nullable === true ? { nullable } : {}),
    ...(initial === undefined ? {} : { default: typeof initial === 'number' ? initial : () => initial }),
  };
  return primary === true ? PrimaryColumn(all as never) : Column(all);
}

export function TextColumn(options: Options = {}): PropertyDecorator {
  return column({ type: 'text' }, options);
}
/** Money, sizes and prices: exact, and text in the program. */
export function DecimalColumn(options: Options = {}): PropertyDecorator {
  return column({ type: 'numeric' }, options);
}
/** The property is in milliseconds and says so (`openTimeMs`), so the column's name (`open_time`) is given. */
export function TimeColumn(name: string, options: Options = {}): PropertyDecorator {
  return column({ type: 'timestamp with time zone', name, transformer: epochMsTransformer }, options);
}
export function IntegerColumn(options: Options = {}): PropertyDecorator {
  return column({ type: 'integer' }, options);
}
export function BigIntegerColumn(options: Options = {}): PropertyDecorator {
  return column({ type: 'bigint' }, options);
}
export function FloatColumn(options: Options = {}): PropertyDecorator {
  return column({ type: 'double precision' }, options);
}
export function FlagColumn(options: Options = {}): PropertyDecorator {
  return column({ type: 'boolean' }, options);
}
export function JsonColumn(options: Options = {}): PropertyDecorator {
  return column({ type: 'jsonb' }, options);
}
/** `YYYY-MM-DD`. */
export function DateColumn(options: Options = {}): PropertyDecorator {
  return column({ type: 'date' }, options);
}
