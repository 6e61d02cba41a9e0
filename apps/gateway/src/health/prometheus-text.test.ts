import { describe, expect, it } from '@jest/globals';
import { histogramQuantile, parsePrometheus, sumOf } from './prometheus-text.js';

const TEXT = `# HELP pipeline_stage_latency_ms Time
# TYPE pipeline_stage_latency_ms histogram
pipeline_stage_latency_ms_bucket{le="10",stage="total",service="signal"} 50
pipeline_stage_latency_ms_bucket{le="100",stage="total",service="signal"} 100
pipeline_stage_latency_ms_bucket{le="+Inf",stage="total",service="signal"} 100
pipeline_stage_latency_ms_bucket{le="10",stage="risk",service="risk"} 4
pipeline_stage_latency_ms_bucket{le="+Inf",stage="risk",service="risk"} 8
consumer_lag_messages{durable="a",lane="0"} 3
consumer_lag_messages{durable="a",lane="1"} 4
odd{text="a \\"quoted\\", b"} 1
nonsense
`;

describe('prometheus text', () => {
  const samples = parsePrometheus(TEXT);

  it('sums over lanes', () => {
    expect(sumOf(samples, 'consumer_lag_messages')).toBe(7);
    expect(sumOf(samples, 'consumer_lag_messages', { lane: '1' })).toBe(4);
  });

  it('reads quotes inside labels and leaves out what it cannot read', () => {
    expect(samples.find((sample) => sample.name === 'odd')?.labels).toEqual({ text: 'a \\"quoted\\", b' });
    expect(samples.some((sample) => sample.name === 'nonsense')).toBe(false);
  });

  it.each([
    [0.5, 10],
    [0.25, 5],
    [0.75, 55],
    [1, 100],
  ])('interpolates quantile %d as %d', (quantile, expected) => {
    expect(histogramQuantile(samples, 'pipeline_stage_latency_ms', { stage: 'total' }, quantile)).toBeCloseTo(expected);
  });

  it('says the last bound where more is not known, and null where nothing is', () => {
    expect(histogramQuantile(samples, 'pipeline_stage_latency_ms', { stage: 'risk' }, 0.99)).toBe(10);
    expect(histogramQuantile(samples, 'pipeline_stage_latency_ms', { stage: 'fetch' }, 0.5)).toBeNull();
  });
});
