import { describe, expect, it } from '@jest/globals';
import { CLASSIC_RISK, riskProfileOf } from '@tape/risk-rules';
import { backtestConfig } from './config.js';

const BASE = { DATABASE_URL: 'postgres://tape@localhost/tape', NATS_URL: 'nats://localhost:4222' };

describe('backtestConfig', () => {
  it('trades by the rules of the account where nothing else is said', () => {
    expect(riskProfileOf(backtestConfig.parse(BASE))).toEqual(CLASSIC_RISK);
  });

  it('takes the zone and the ice of the account that it is compared with', () => {
    const chosen = { ACCOUNT_ZONE: 'America/New_York', ICE_BREAK_PRICE: 'CLOSE', ICE_BREAK_TOLERANCE_PERCENT: '2' };
    expect(riskProfileOf(backtestConfig.parse({ ...BASE, ...chosen }))).toEqual({
      ...CLASSIC_RISK,
      accountZone: 'America/New_York',
      iceBreak: { use: 'CLOSE', tolerancePercent: '2' },
    });
  });

  it.each([
    ['ACCOUNT_ZONE', 'Mars/Olympus'],
    ['ICE_BREAK_PRICE', 'OPEN'],
    ['ICE_BREAK_TOLERANCE_PERCENT', '10'],
    ['ICE_BREAK_TOLERANCE_PERCENT', '-1'],
  ])('refuses %s %s', (name, value) => {
    const result = backtestConfig.safeParse({ ...BASE, [name]: value });
    expect(result.error?.issues.map(({ path }) => path[0])).toEqual([name]);
  });
});
