import { describe, expect, it } from '@jest/globals';
import { hashOf, PAGES, routeOf } from './route.js';

describe('routes', () => {
  it.each([
    ['', 'market', null],
    ['#/market/AAPL%3A1d', 'market', 'AAPL:1d'],
    ['#/market/EUR%2FUSD%3A1h', 'market', 'EUR/USD:1h'],
    ['#/emergency', 'emergency', null],
    ['#/no-such-page/x', 'market', null],
    ['#/market/%E0%A4%A', 'market', null],
  ] as const)('reads %p as page %s with %p', (hash, page, detail) => {
    expect(routeOf(hash)).toEqual({ page, detail });
  });

  it('read back what they wrote, whatever a symbol is called', () => {
    for (const { name } of PAGES) {
      for (const detail of [null, 'BRK.B:1d', 'EUR/USD:1h', 'ÄÖ %:5m']) {
        expect(routeOf(hashOf({ page: name, detail }))).toEqual({ page: name, detail });
      }
    }
  });
});
