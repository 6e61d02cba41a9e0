import { types } from 'pg';

const { INT8, DATE } = types.builtins;

type TypeId = Parameters<typeof types.getTypeParser>[0];
/** Reads one value of a column as pg found it: text or bytes. */
type Parse = (value: never) => unknown;

/**
 * How Postgres values become JavaScript values, for our connections only (pg's own defaults are global and belong to
 * nobody): numeric stays text, so no money passes through a float; int8 is a number; a date stays `YYYY-MM-DD`,
 * because as a `Date` it would shift with the machine's zone. timestamptz is a `Date`.
 */
export const valueParsers = {
  getTypeParser(oid: TypeId, format?: 'text' | 'binary'): Parse {
    if (format !== 'binary') {
      if (oid === INT8) return parseInt8;
      if (oid === DATE) return keepText;
    }
    return types.getTypeParser(oid, format);
  },
};

/** @throws RangeError when the number is too large to be exact; a wrong number would be worse than none. */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`the integer ${text} is too large to be read exactly`);
  return value;
}

function keepText(text: string): string {
  return text;
}
