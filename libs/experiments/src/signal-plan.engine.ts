import { amount, isPriceOrdered } from '@tape/risk-rules';
import type { Engine } from './engine.js';
import { sizeByBudget } from './size-by-budget.js';

/** Engine A: the rule-based plan the signal carries, as it is. */
export const SIGNAL_PLAN_ENGINE: Engine = {
  name: 'A',
  version: 'signal-plan-1',
  plan: (context) => {
    const { direction, stop, targets, guard, positionSize } = context.signal;
    if (!isPriceOrdered(context.signal)) return { kind: 'stand-aside', reason: 'prices-out-of-order' };
    const size = positionSize ?? sizeByBudget(context, amount(stop));
    if (size === null) return { kind: 'stand-aside', reason: 'rate-unavailable' };
    return { kind: 'trade', direction, stop, targets, guard, positionSize: size };
  },
};
