import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { nextOrderState, ORDER_TRANSITIONS, type OrderAction, type OrderState } from './order.js';

const ACTIONS = Object.keys(ORDER_TRANSITIONS.NEW) as OrderAction[];
const ENDED: readonly OrderState[] = ['FILLED', 'CANCELLED', 'REJECTED'];

describe('order states', () => {
  it('never leave an end and never become NEW again, over any sequence of actions', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ACTIONS), { maxLength: 20 }), (actions) => {
        let state: OrderState = 'NEW';
        for (const action of actions) {
          const next = ORDER_TRANSITIONS[state][action];
          if (next === null) {
            const before = state;
            expect(() => nextOrderState(before, action)).toThrow(RangeError);
            continue;
          }
          expect(ENDED).not.toContain(state);
          expect(next).not.toBe('NEW');
          state = nextOrderState(state, action);
        }
      }),
    );
  });

  it('a filled order cannot be cancelled', () => {
    expect(() => nextOrderState('FILLED', 'CANCEL')).toThrow('FILLED cannot CANCEL');
  });

  it('an order of unknown fate may turn out to have had any', () => {
    expect(ACTIONS.every((action) => ORDER_TRANSITIONS.UNKNOWN[action] !== null)).toBe(true);
  });
});
