/** What of a bar an indicator reads. */
export const BAR_FIELDS = ['open', 'high', 'low', 'close', 'volume'] as const;
export type BarField = (typeof BAR_FIELDS)[number];

/** Windows and smoothing lengths are whole bars. */
export interface IndicatorSpecs {
  readonly ema: { readonly kind: 'ema'; readonly period: number; readonly source: BarField };
  readonly sma: { readonly kind: 'sma'; readonly period: number; readonly source: BarField };
  /** Wilder's RSI of closes, 0..100; 50 while the market has not moved at all. */
  readonly rsi: { readonly kind: 'rsi'; readonly period: number };
  readonly macd: { readonly kind: 'macd'; readonly fast: number; readonly slow: number; readonly signal: number };
  /** Wilder's average true range, in price. */
  readonly atr: { readonly kind: 'atr'; readonly period: number };
  /** `deviations`: standard deviations between the middle and a band. */
  readonly bollinger: { readonly kind: 'bollinger'; readonly period: number; readonly deviations: number };
  /** Wilder's ADX, 0..100, with both directional indicators. */
  readonly adx: { readonly kind: 'adx'; readonly period: number };
  /** `beforeBar`: of the bars before the newest, so that the newest can break out of it. */
  readonly highest: ExtremeSpec<'highest'>;
  readonly lowest: ExtremeSpec<'lowest'>;
  readonly volume_average: { readonly kind: 'volume_average'; readonly period: number };
  /** Volume-weighted average price since `startsAtMinute` of the local day in an IANA zone. */
  readonly vwap: { readonly kind: 'vwap'; readonly zone: string; readonly startsAtMinute: number };
}

interface ExtremeSpec<Kind> {
  readonly kind: Kind;
  readonly period: number;
  readonly source: BarField;
  readonly beforeBar: boolean;
}

export type IndicatorKind = keyof IndicatorSpecs;
export type IndicatorSpec = IndicatorSpecs[IndicatorKind];

/** What each indicator says; the first is meant when only its name is given. Total: a new kind must name its outputs. */
export const OUTPUTS = {
  ema: ['value'],
  sma: ['value'],
  rsi: ['value'],
  macd: ['macd', 'signal', 'histogram'],
  atr: ['value'],
  bollinger: ['middle', 'upper', 'lower', 'width'],
  adx: ['value', 'plus', 'minus'],
  highest: ['value'],
  lowest: ['value'],
  volume_average: ['value'],
  vwap: ['value'],
} as const satisfies Readonly<Record<IndicatorKind, readonly [string, ...string[]]>>;

export const INDICATOR_KINDS = Object.keys(OUTPUTS) as readonly IndicatorKind[];
