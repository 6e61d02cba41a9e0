import { describe, expect, it } from '@jest/globals';
import { DELIVERY_STATES, type DeliveryStep, nextDeliveryState, statesBefore } from './delivery-state.js';

describe('the states of a delivery', () => {
  it.each([
    ['CLAIM', ['PENDING', 'FAILED']],
    ['ACCEPT', ['SENDING', 'UNKNOWN']],
    ['FAIL', ['SENDING']],
    ['GIVE_UP', ['SENDING']],
    ['DOUBT', ['SENDING']],
    ['DROP', ['SENDING']],
    ['RESEND', ['DEAD', 'UNKNOWN']],
  ] as const)('%s is allowed from %j only', (step, states) => {
    expect(statesBefore(step)).toEqual(states);
  });

  it('lead nowhere from SENT: what was sent is never sent again', () => {
    const steps: DeliveryStep[] = ['CLAIM', 'ACCEPT', 'FAIL', 'GIVE_UP', 'DOUBT', 'DROP', 'RESEND'];
    expect(steps.map((step) => nextDeliveryState('SENT', step))).toEqual(steps.map(() => null));
    expect(DELIVERY_STATES.filter((state) => nextDeliveryState(state, 'CLAIM') === 'SENDING')).not.toContain('UNKNOWN');
  });
});
