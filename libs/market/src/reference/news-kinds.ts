/**
 * Scheduled releases that move currencies, and the currency of those that have only one: payrolls and the Federal Open Market
 * Committee are American, the central banks of Europe and Japan speak for theirs; prices, output and unemployment every country has.
 */
const HOME_CURRENCY = {
  NFP: 'USD',
  FOMC: 'USD',
  ECB: 'EUR',
  BOJ: 'JPY',
  CPI: null,
  GDP: null,
  UNEMPLOYMENT: null,
} as const satisfies Readonly<Record<string, string | null>>;

export type NewsKind = keyof typeof HOME_CURRENCY;
export const NEWS_KINDS = Object.keys(HOME_CURRENCY) as readonly NewsKind[];

export function isNewsKind(text: string): text is NewsKind {
  return Object.hasOwn(HOME_CURRENCY, text);
}

/** The one currency a kind of release moves; null when every currency has its own. */
export function homeCurrencyOf(kind: NewsKind): string | null {
  return HOME_CURRENCY[kind];
}

/** The kinds of release that can move a currency. */
export function newsKindsOf(currency: string): readonly NewsKind[] {
  return NEWS_KINDS.filter((kind) => (HOME_CURRENCY[kind] ?? currency) === currency);
}
