import { describe, expect, it } from '@jest/globals';
import { likeOf, readClaimRules } from './claim-rules.js';

describe('readClaimRules', () => {
  it.each([
    ['', []],
    [' , ', []],
    ['AAPL=desk-a', [{ symbol: 'AAPL', pattern: null, claimers: ['desk-a'] }]],
    ['EUR/USD:SPRING=a|b', [{ symbol: 'EUR/USD', pattern: 'SPRING', claimers: ['a', 'b'] }]],
    [
      'BRK.B=a, *=*',
      [
        { symbol: 'BRK.B', pattern: null, claimers: ['a'] },
        { symbol: '*', pattern: null, claimers: null },
      ],
    ],
  ])('reads %j', (text, rules) => {
    expect(readClaimRules(text)).toEqual({ ok: true, rules });
  });

  it.each([
    ['AAPL', 'must be rules like'],
    ['=desk', 'must be rules like'],
    ['AAPL=', 'must be rules like'],
    ['AAPL=a=b', 'must be rules like'],
    ['AAPL:spring=a', 'must be rules like'],
    ['AAPL:SPRUNG=a', 'must name one of SPRING, SOS'],
    ['AAPL=a||b', 'must name claimers'],
  ])('refuses %j', (text, problem) => {
    expect(readClaimRules(text)).toEqual({ ok: false, problem: expect.stringContaining(problem) });
  });
});

describe('likeOf', () => {
  it.each([
    ['AAPL', 'AAPL'],
    ['EUR*', 'EUR%'],
    ['*-SIM', '%-SIM'],
    ['A_B%', String.raw`A\_B\%`],
  ])('%s is %s', (symbol, like) => {
    expect(likeOf({ symbol, pattern: null, claimers: null })).toBe(like);
  });
});
