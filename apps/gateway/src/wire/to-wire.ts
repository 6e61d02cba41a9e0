/** A JSON value as it leaves the API. */
export type Wire = null | boolean | number | string | readonly Wire[] | { readonly [key: string]: Wire };

/** Records whose keys are names of measures: the keys change case, the values are nobody's instants. */
const MEASURES = new Set(['metadata', 'scoreParts', 'score_parts']);

/** Durations end in `Ms` too; these words tell them from instants. */
const DURATION = /(?:latency|duration|elapsed|timeout|delay|processing(?:Time)?|interval)Ms$/i;

/** `rMultiple` → `r_multiple`. Names that do not begin in lower case (stages, symbols) are data, not fields, and stay. */
export function snakeCase(name: string): string {
  if (!/^[a-z]/.test(name)) return name;
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z])(?=[A-Z][a-z])/g, '$1_')
    .toLowerCase();
}

/** The inverse, for the options a client sends: `initial_equity` → `initialEquity`. */
export function camelCase(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Whether a field holds an instant in milliseconds, so that it travels as ISO text without the suffix. */
export function isInstant(name: string): boolean {
  return /[a-z]Ms$/.test(name) && !DURATION.test(name);
}

/** The name a field has on the wire. */
export function wireName(name: string): string {
  return snakeCase(isInstant(name) ? name.slice(0, -2) : name);
}

/**
 * The one mapping from what the services say (camelCase, instants in milliseconds) to what the API says (snake_case,
 * ISO 8601 UTC). Decimal text passes through untouched; mapping twice changes nothing.
 */
export function toWire(value: unknown): Wire {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== 'object') return value as Wire;
  const wire: Record<string, Wire> = {};
  for (const [name, field] of Object.entries(value)) {
    if (field === undefined) continue;
    if (MEASURES.has(name)) wire[wireName(name)] = measures(field);
    else if (isInstant(name) && typeof field === 'number') wire[wireName(name)] = new Date(field).toISOString();
    else wire[wireName(name)] = toWire(field);
  }
  return wire;
}

/** {@link toWire} for what is known to be an object. */
export function objectToWire(value: object): Record<string, Wire> {
  return toWire(value) as Record<string, Wire>;
}

/** Keys of client options to the case the services use, at every depth. */
export function fromWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromWire);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [camelCase(name), fromWire(field)]));
}

function measures(value: unknown): Wire {
  if (value === null || typeof value !== 'object') return value as Wire;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [snakeCase(name), field as Wire]));
}
