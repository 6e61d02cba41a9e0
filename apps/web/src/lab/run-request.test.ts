import { describe, expect, it } from '@jest/globals';
import { EMPTY_FORM, requestOf } from './run-request.js';

const FORM = { ...EMPTY_FORM, timeframe: '1d' };

describe('the request of a form', () => {
  it('leaves out what is as it is live', () => {
    expect(requestOf(FORM, ['AAPL'], [])).toEqual({
      path: 'orchestrator/backtest',
      body: { symbols: ['AAPL'], timeframe: '1d', options: { initial_equity: '100000' } },
    });
  });

  it('takes several values of an option as the grid of a study, and one as an option of all', () => {
    const form = { ...FORM, kind: 'SWEEP' as const, minConfidence: '70, 75 80', costScale: '2', profile: 'both' };
    expect(requestOf(form, ['AAPL'], [])).toEqual({
      path: 'backtests/sweep',
      body: {
        symbols: ['AAPL'],
        timeframe: '1d',
        options: { initial_equity: '100000', cost_scale: '2' },
        grid: { min_confidence: ['70', '75', '80'], profile: ['classic', 'strict'] },
        objective: 'expectancy_r',
      },
    });
  });

  it('says how the time is cut where it is walked through', () => {
    const form = { ...FORM, kind: 'WALK_FORWARD' as const, minConfidence: '70,80', from: '2020-01-01' };
    expect(requestOf(form, [], ['up_1'])).toMatchObject({
      path: 'backtests/walk-forward',
      body: {
        uploads: ['up_1'],
        start_date: '2020-01-01',
        window: { mode: 'ROLLING', in_sample_days: 365, out_of_sample_days: 90 },
      },
    });
  });
});
