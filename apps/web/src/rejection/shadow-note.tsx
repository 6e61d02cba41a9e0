import type { Shadow } from '../api/wire-decision.js';
import { decimalsOf, price } from '../format/number.js';
import { barTime } from '../format/time.js';
import { words } from '../format/words.js';

/** What the refused candidate would have earned, in units of its risk; nothing until it is known. */
export function ShadowResult({ shadow }: { readonly shadow: Shadow | null | undefined }) {
  if (shadow?.r_multiple === null || shadow?.r_multiple === undefined) return null;
  const r = Number(shadow.r_multiple);
  return (
    <span className="chip chip-quiet num" title="What it would have earned, in units of its risk, after costs">
      would be {r > 0 ? '+' : r < 0 ? '−' : ''}
      {Math.abs(r).toFixed(1)} R
    </span>
  );
}

/** The same as a sentence with prices and times. */
export function ShadowNote({ shadow, timeframe }: { readonly shadow: Shadow; readonly timeframe: string }) {
  return <p className="row-message">Had it been taken: {fateOf(shadow, timeframe)}.</p>;
}

function fateOf({ state, ending, entry_price, exit_price, opened_at, closed_at }: Shadow, timeframe: string): string {
  if (entry_price === null) {
    return state === 'OPEN' ? 'in at the next open' : `never entered, ${words(ending ?? '').toLowerCase()}`;
  }
  const decimals = decimalsOf(entry_price, exit_price);
  const entered = `in at ${price(entry_price, decimals)} on ${barTime(opened_at, timeframe)}`;
  if (exit_price === null || state === 'OPEN') return `${entered}, still open`;
  const how = words(ending ?? '').toLowerCase();
  return `${entered}, out at ${price(exit_price, decimals)} on ${barTime(closed_at, timeframe)} by ${how}`;
}
