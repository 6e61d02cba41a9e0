/** A value whose text is the same wherever and whenever it is written. */
export type Canonical = null | boolean | number | string | readonly Canonical[] | { readonly [key: string]: Canonical };

/** Hexadecimal SHA-256 of the UTF-8 of a text. Given from outside, because a pure package has no platform. */
export type Sha256 = (text: string) => string;

/**
 * JSON with sorted keys and nothing between: equal values have equal text, so that its hash names the value.
 *
 * @throws RangeError for what JSON would change in silence: undefined, NaN, infinities, functions, dates.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && isPlain(value)) {
    const fields = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(',')}}`;
  }
  throw new RangeError(
    `no canonical JSON for ${typeof value === 'number' ? value : Object.prototype.toString.call(value)}`,
  );
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The value itself, with everything in it closed to writing. */
export function deepFrozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const field of Object.values(value)) deepFrozen(field);
  return Object.freeze(value);
}
