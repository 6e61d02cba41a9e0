const MIN_DECIMALS = 2;
/** Digits of a price that anybody reads; what is computed (a level, a stop) may have many more. */
const SIGNIFICANT_DIGITS = 6;

/**
 * Places after the point that show all of these prices, so that a column lines up: as many as they have, as far as they
 * matter at their size, and at least two.
 */
export function decimalsOf(...prices: readonly (string | null | undefined)[]): number {
  return Math.max(MIN_DECIMALS, ...prices.map(usefulDecimals));
}

function usefulDecimals(text: string | null | undefined): number {
  if (text === null || text === undefined) return 0;
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const before = whole === '0' ? 0 : whole.length;
  return Math.min(fraction.replace(/0+$/, '').length, SIGNIFICANT_DIGITS - before);
}

/** A price to so many places; grouping only where a number is long enough to need it. */
export function price(text: string | null | undefined, decimals: number = MIN_DECIMALS): string {
  if (text === null || text === undefined || text === '') return '–';
  return grouped(Number(text), decimals);
}

/** Money with sign, for results. */
export function signedMoney(text: string | null | undefined): string {
  if (text === null || text === undefined) return '–';
  const value = Number(text);
  return `${sign(value)}${grouped(Math.abs(value), 2)}`;
}

/** A number with its sign, a real minus. */
export function signed(value: number, decimals: number): string {
  return `${sign(value)}${Math.abs(value).toFixed(decimals)}`;
}

export function signedPercent(value: number, decimals = 2): string {
  return `${sign(value)}${Math.abs(value).toFixed(decimals)} %`;
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** Milliseconds, as few digits as tell something. */
export function milliseconds(value: number | null): string {
  if (value === null) return '–';
  if (value >= 10_000) return `${(value / 1_000).toFixed(0)} s`;
  if (value >= 100) return `${value.toFixed(0)} ms`;
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

/** Volume short: 1.2 M. */
export function compact(value: number): string {
  return Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

function grouped(value: number, decimals: number): string {
  const size = Math.abs(value).toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: Math.abs(value) >= 10_000,
  });
  return value < 0 ? `−${size}` : size;
}

/** A real minus, as wide as a plus. */
function sign(value: number): string {
  if (value > 0) return '+';
  return value < 0 ? '−' : '';
}
