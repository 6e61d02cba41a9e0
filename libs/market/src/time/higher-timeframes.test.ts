import { describe, expect, it } from '@jest/globals';
import { readHigherTimeframes } from './higher-timeframes.js';

describe('readHigherTimeframes', () => {
  it.each([
    ['', {}],
    ['1h=1d', { '1h': '1d' }],
    [' 15m = 4h , 1d=1w ', { '15m': '4h', '1d': '1w' }],
  ])("reads '%s'", (text, timeframes) => {
    expect(readHigherTimeframes(text)).toEqual({ ok: true, timeframes });
  });

  it.each([
    ['1h', /must be two timeframes/],
    ['1h=1d=1w', /must be two timeframes/],
    ['2h=1d', /must be two timeframes/],
    ['1d=1h', /1h is not longer than 1d/],
    ['1d=1d', /1d is not longer than 1d/],
    ['1h=4h,1h=1d', /names 1h a second time/],
  ])("refuses '%s'", (text, problem) => {
    expect(readHigherTimeframes(text)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });
});
