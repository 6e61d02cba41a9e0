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

/** What becomes of a field, by its name. */
interface WireField {
  readonly name: string;
  /** Where it is a measure. */
  readonly measure: string;
  readonly isInstant: boolean;
  readonly isMeasures: boolean;
}

/** Names stand in every row of every answer: they are read once. Those that are data (symbols, reasons) have no end, so there is one. */
const KNOWN_FIELDS = new Map<string, WireField>();
const MAX_KNOWN_FIELDS = 5_000;

function fieldOf(name: string): WireField {
  const known = KNOWN_FIELDS.get(name);
  if (known !== undefined) return known;
  const field = {
    name: wireName(name),
    measure: snakeCase(name),
    isInstant: isInstant(name),
    isMeasures: MEASURES.has(name),
  };
  if (KNOWN_FIELDS.size >= MAX_KNOWN_FIELDS) KNOWN_FIELDS.clear();
  KNOWN_FIELDS.set(name, field);
  return field;
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
  for (const key of Object.keys(value)) {
    const field = (value as Readonly<Record<string, unknown>>)[key];
    if (field === undefined) continue;
    const { name, isInstant: isTime, isMeasures } = fieldOf(key);
    if (isMeasures) wire[name] = measures(field);
    else if (isTime && typeof field === 'number') wire[name] = new Date(field).toISOString();
    else if (typeof field === 'object') wire[name] = toWire(field);
    else wire[name] = field as Wire;
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
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [fieldOf(name).measure, field as Wire]));
}
