import { describe, expect, it } from '@jest/globals';
import { rejectionText, signalText } from './decision-text.js';

const stage = {
  stage: 'VOLUME',
  status: 'PASS',
  validator: 'volume.stock',
  reason: null,
  message: 'The spring was quiet.',
  measured: '0.42',
  limit: '0.70',
  near_miss: false,
  metadata: { spring_type: 3, session: null },
  checks: [{ name: 'volume against average', status: 'PASS', measured: '0.42', bound: 'at-most', limit: '0.70' }],
};
const trade = {
  symbol: 'AAPL',
  timeframe: '1d',
  simulated: false,
  direction: 'LONG',
  pattern: 'SPRING',
  phase: 'C',
  entry: '101.25',
  stop: '98.50',
};
const signal = {
  ...trade,
  id: 'sig_1',
  status: 'FILLED',
  targets: { primary: '112.00', secondary: ['115.00'], conservative: null },
  guard: { kind: 'SPRING_LOW', price: '98.60' },
  range_levels: { range_id: 'r1', ice: '99.00', creek: '110.00', jump: null },
  position_size: '181',
  position_unit: 'SHARES',
  notional: '18326.25',
  risk_amount: '497.75',
  risk_percent: '0.50',
  r_multiple: '3.91',
  confidence: 82,
  components: { pattern: 85, phase: 80, volume: 78 },
  priority: 71.5,
  campaign_id: 'AAPL-2024-01-01',
  needs_review: true,
  created_at: '2024-03-02T00:00:00.000Z',
  expires_at: '2024-03-07T00:00:00.000Z',
  claimed_by: null,
  validation_chain: {
    overall: 'WARN',
    stages: [
      stage,
      { ...stage, stage: 'RISK', status: 'WARN', measured: null, limit: null, metadata: {}, checks: undefined },
    ],
  },
  status_history: [{ at: '2024-03-02T01:00:00.000Z', from: 'APPROVED', to: 'CLAIMED', by: 'execution' }],
  orders: [],
};

describe('a signal', () => {
  it('is told whole: prices, size, reasons, life', () => {
    expect(signalText(signal)).toBe(`AAPL 1d: SPRING long, phase C, FILLED
sig_1

entry         101.25
stop          98.50
targets       112.00, 115.00
guard         98.60 spring low
range         ice 99.00, creek 110.00
size          181 shares, worth 18326.25
risk          497.75 (0.50 %) for 3.91 R
confidence    82 (pattern 85, phase 80, volume 78)
priority      71.5
campaign      AAPL-2024-01-01
made at       2024-03-02T00:00:00.000Z
expires at    2024-03-07T00:00:00.000Z
needs review  yes

Validation: WARN
stage   verdict  measured  limit  in words
------  -------  --------  -----  ---------------------
VOLUME  PASS     0.42      0.70   The spring was quiet.
RISK    WARN     -         -      The spring was quiet.

stage   check                   verdict  measured  must be
------  ----------------------  -------  --------  ------------
VOLUME  volume against average  PASS         0.42  at most 0.70

Looked at
  volume: spring type 3

What became of it
at                        from      to       by
------------------------  --------  -------  ---------
2024-03-02T01:00:00.000Z  APPROVED  CLAIMED  execution`);
  });
});

describe('a rejection', () => {
  const rejection = {
    ...trade,
    simulated: true,
    id: 'rej_1',
    phase: null,
    target: '108.00',
    confidence: 74,
    stage: 'RISK',
    reason: 'r-below-minimum',
    message: 'The target is too near for the risk.',
    measured: '2.45',
    limit: '3.00',
    near_miss: true,
    rejected_at: '2024-03-02T00:00:00.000Z',
    validation_chain: { overall: 'FAIL', stages: [] },
    shadow: null,
  };
  const taken = {
    state: 'LOST',
    ending: 'stop',
    entry_price: '101.5',
    exit_price: '98.5',
    r_multiple: '-1.02',
    opened_at: '2024-03-02T00:00:00.000Z',
    closed_at: '2024-03-05T00:00:00.000Z',
  };

  it('names the stage, what was measured and the limit', () => {
    expect(rejectionText(rejection)).toBe(`AAPL 1d: SPRING long, REFUSED (simulated market)
rej_1

RISK refused it: r below minimum (measured 2.45, limit 3.00), a near miss
The target is too near for the risk.

entry       101.25
stop        98.50
target      108.00
confidence  74
refused at  2024-03-02T00:00:00.000Z`);
  });

  it('without a measure says so', () => {
    const missing = rejectionText({ ...rejection, measured: null, limit: null, near_miss: false });
    expect(missing).toContain('RISK refused it: r below minimum (measured nothing, limit none)\n');
  });

  it.each([
    [
      taken,
      'in at 101.5 on 2024-03-02T00:00:00.000Z, out at 98.5 on 2024-03-05T00:00:00.000Z (stop), -1.02 R after costs',
    ],
    [
      { ...taken, state: 'OPEN', ending: null, exit_price: null, r_multiple: null },
      'in at 101.5 on 2024-03-02T00:00:00.000Z, still open',
    ],
    [{ ...taken, state: 'OPEN', entry_price: null, exit_price: null }, 'waits for the next open'],
    [
      { ...taken, state: 'EXPIRED', ending: 'open-beyond-stop', entry_price: null, exit_price: null },
      'never entered: open beyond stop',
    ],
  ])('tells what it would have earned: %#', (shadow, words) => {
    expect(
      rejectionText({ ...rejection, shadow })
        .split('\n')
        .at(-1),
    ).toBe(`Had it been taken: ${words}`);
  });
});
