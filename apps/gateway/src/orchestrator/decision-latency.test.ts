import { describe, expect, it } from '@jest/globals';
import { DecisionLatency, LATENCY_WINDOW } from './decision-latency.js';

describe('DecisionLatency', () => {
  it('measures every bar that a watermark covers, and no other', () => {
    const latency = new DecisionLatency();
    latency.accepted('A:1d', 1, 100);
    latency.accepted('A:1d', 2, 110);
    latency.accepted('A:1d', 3, 120);
    latency.accepted('B:1d', 1, 100);
    expect(latency.decided('A:1d', 2, 150)).toEqual([50, 40]);
    expect(latency.decided('A:1d', 2, 160)).toEqual([]);
    expect(latency.decided('A:1d', 9, 160)).toEqual([40]);
  });

  it('knows nothing of a series it saw no bar of', () => {
    expect(new DecisionLatency().decided('A:1d', 1, 1)).toEqual([]);
  });

  it('has no quantiles before the first bar', () => {
    expect(new DecisionLatency().quantiles()).toEqual({ p50: null, p95: null, p99: null });
  });

  it('takes quantiles over the newest bars', () => {
    const latency = new DecisionLatency();
    latency.accepted('A:1d', 0, 0);
    latency.decided('A:1d', 0, 1_000_000);
    for (let i = 1; i <= LATENCY_WINDOW; i += 1) {
      latency.accepted('A:1d', i, 0);
      latency.decided('A:1d', i, i);
    }
    expect(latency.quantiles()).toEqual({ p50: 501, p95: 951, p99: 991 });
  });
});
