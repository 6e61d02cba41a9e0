import { Amount, amount, decimalText, floorToStep } from '@tape/risk-rules';
import type { EngineName } from './variant.js';

/** Who gets the real order. */
export const POLICY_MODES = ['SHADOW_ONLY', 'ENGINE_A_PRIMARY', 'ENGINE_B_PRIMARY', 'SPLIT_CAPITAL'] as const;
export type PolicyMode = (typeof POLICY_MODES)[number];

/** REAL is an order of the account, SHADOW the same on paper. */
export type TradeKind = 'REAL' | 'SHADOW';

/** What each engine's plan becomes, by policy. At most one is real, but where the capital is split. */
export const KINDS_BY_MODE: Readonly<Record<PolicyMode, Readonly<Record<EngineName, TradeKind>>>> = {
  SHADOW_ONLY: { A: 'SHADOW', B: 'SHADOW' },
  ENGINE_A_PRIMARY: { A: 'REAL', B: 'SHADOW' },
  ENGINE_B_PRIMARY: { A: 'SHADOW', B: 'REAL' },
  SPLIT_CAPITAL: { A: 'REAL', B: 'REAL' },
};

/** What both sides of an experiment become. A signal from outside never trades by itself. */
export function tradeKinds(mode: PolicyMode, source: 'OWN' | 'WEBHOOK'): Readonly<Record<EngineName, TradeKind>> {
  return KINDS_BY_MODE[source === 'WEBHOOK' ? 'SHADOW_ONLY' : mode];
}

/**
 * A size in two parts that make the whole again, each on the instrument's step.
 *
 * @param splitPercent share of engine A, 0 to 100
 * @throws RangeError when the whole is not on the step: then no parts could be
 */
export function splitSize(whole: string, splitPercent: number, step: string): Readonly<Record<EngineName, string>> {
  const all = amount(whole);
  const grid = amount(step);
  if (!all.mod(grid).isZero()) throw new RangeError(`${whole} is not a multiple of ${step}`);
  const share = floorToStep(all.times(new Amount(splitPercent)).div(100), grid);
  return { A: decimalText(share), B: decimalText(all.minus(share)) };
}
