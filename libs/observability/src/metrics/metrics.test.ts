import { afterEach, describe, expect, it } from '@jest/globals';
import { metrics, registry, startMetrics } from './metrics.js';
import { observeStage, timed, trackStages } from './timed.js';

afterEach(() => {
  trackStages({ enabled: true, alertThresholdMs: Number.POSITIVE_INFINITY, onSlow: () => undefined });
});

describe('metrics', () => {
  it('carries the names dashboards read, the service, and process metrics', async () => {
    startMetrics('detection');
    startMetrics('detection');
    metrics.patternsDetected.inc({ pattern: 'SPRING' });
    metrics.signals.inc({ status: 'generated' });
    metrics.validationFailures.inc({ stage: 'VOLUME' });
    const text = await registry.metrics();
    expect(text).toContain('patterns_detected_total{pattern="SPRING",service="detection"} 1');
    expect(text).toContain('signals_total{status="generated",service="detection"} 1');
    expect(text).toContain('validation_failures_total{stage="VOLUME",service="detection"} 1');
    expect(text).toContain('process_resident_memory_bytes{service="detection"}');
  });

  it('observes a stage even when its work throws', async () => {
    await expect(timed('fetch', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(await registry.metrics()).toMatch(/pipeline_stage_latency_ms_count\{[^}]*stage="fetch"[^}]*\} 1/);
  });

  it('tells of a stage that took too long, and of none when tracking is off', async () => {
    const slow: string[] = [];
    const onSlow = (stage: string) => void slow.push(stage);
    trackStages({ enabled: true, alertThresholdMs: -1, onSlow });
    await timed('signal', () => 1);
    trackStages({ enabled: false, alertThresholdMs: -1, onSlow });
    expect(await timed('risk', () => 2)).toBe(2);
    observeStage('risk', 2_000);
    trackStages({ enabled: true, alertThresholdMs: 1_000, onSlow });
    observeStage('execution', 1_000);
    observeStage('detection', 1_000.1);
    expect(slow).toEqual(['signal', 'detection']);
    expect(await registry.metrics()).not.toContain('stage="risk"');
  });
});
