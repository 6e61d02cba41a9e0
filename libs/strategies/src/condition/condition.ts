/** A number of the bar, of an indicator or of the analysis; or a constant. */
export type Operand =
  | { readonly from: 'constant'; readonly value: number }
  | { readonly from: 'bar'; readonly field: 'open' | 'high' | 'low' | 'close' | 'volume' }
  | { readonly from: 'indicator'; readonly name: string; readonly output: string }
  | { readonly from: 'analysis'; readonly field: NumberField };

export const NUMBER_OPERATORS = ['==', '!=', '<', '<=', '>', '>=', 'crosses_above', 'crosses_below'] as const;
export type NumberOperator = (typeof NUMBER_OPERATORS)[number];

export const TEXT_OPERATORS = ['==', '!=', 'changes_to'] as const;
export type TextOperator = (typeof TEXT_OPERATORS)[number];

/** Every operator there is. */
export const OPERATORS = [...NUMBER_OPERATORS, 'changes_to'] as const;

/** Numbers of the Wyckoff analysis a condition may name. Prices in quote currency, quality 0..100, durations in bars. */
export const NUMBER_FIELDS = [
  'range.ice',
  'range.creek',
  'range.jump',
  'range.quality',
  'range.durationBars',
  'wyckoff.barsSinceEvent',
] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

/** Words of the analysis a condition may name, with all they may say. NONE is known to be nothing; unknown is another thing. */
export const TEXT_FIELDS = {
  'wyckoff.phase': ['A', 'B', 'C', 'D', 'E', 'NONE'],
  'wyckoff.side': ['ACCUMULATION', 'DISTRIBUTION', 'NONE'],
  'wyckoff.lastEvent': [
    'PS',
    'SC',
    'PSY',
    'BC',
    'AR',
    'ST',
    'SPRING',
    'TEST',
    'UT',
    'UTAD',
    'SOS',
    'LPS',
    'SOW',
    'LPSY',
    'NONE',
  ],
  'regime.trend': ['BULL', 'BEAR', 'NEUTRAL'],
  'regime.volatility': ['EXPANSION', 'CONTRACTION'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type TextField = keyof typeof TEXT_FIELDS;

export interface NumberComparison {
  readonly kind: 'number';
  readonly left: Operand;
  readonly op: NumberOperator;
  readonly right: Operand;
}

export interface TextComparison {
  readonly kind: 'text';
  readonly left: TextField;
  readonly op: TextOperator;
  readonly right: string;
}

export type Condition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | NumberComparison
  | TextComparison;
