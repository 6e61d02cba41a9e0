/** Everything that can be wrong with a sent bar. A closed union: who counts or shows refusals can list them all. */
export const BAR_RULES = [
  'missing',
  'bad-symbol',
  'bad-timeframe',
  'bad-timestamp',
  'off-grid',
  'in-the-future',
  'not-a-number',
  'not-finite',
  'not-positive',
  'negative-volume',
  'high-below-low',
  'high-below-open',
  'high-below-close',
  'low-above-open',
  'low-above-close',
  'duplicate',
  'conflicting-duplicate',
  'out-of-order',
  'overlapping',
] as const;
export type BarRule = (typeof BAR_RULES)[number];

export type BarField = 'symbol' | 'timeframe' | 'timestamp' | 'open' | 'high' | 'low' | 'close' | 'volume';

/** Why a bar was not taken: the field, the rule it broke, and a sentence that says where it is and what to do. */
export interface BarRefusal {
  readonly field: BarField;
  readonly rule: BarRule;
  readonly message: string;
}

/** Where a bar stands, for messages to the person who sent it. */
export interface BarPlace {
  readonly symbol: string;
  readonly timeframe: string;
  /** Line in the file, from 1 with the header as line 1; null when there is no file. */
  readonly line: number | null;
}

export function refusal(place: BarPlace, field: BarField, rule: BarRule, text: string): BarRefusal {
  const line = place.line === null ? '' : ` line ${place.line}`;
  return { field, rule, message: `${place.symbol} ${place.timeframe}${line}, ${field}: ${text} [${rule}]` };
}

/** A sent value as a message may show it: short, on one line. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? typeof value);
  return `'${text.replace(/\s+/g, ' ').slice(0, 40)}'`;
}
