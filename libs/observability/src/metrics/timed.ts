import { metrics, type PipelineStage } from './metrics.js';

/** How the time of stages is watched. */
export interface StageTracking {
  readonly enabled: boolean;
  /** A stage that takes longer is told to `onSlow`. */
  readonly alertThresholdMs: number;
  readonly onSlow: (stage: PipelineStage, tookMs: number) => void;
}

let tracking: StageTracking = { enabled: true, alertThresholdMs: Number.POSITIVE_INFINITY, onSlow: () => undefined };

/** Sets how stages are watched in this process. */
export function trackStages(settings: StageTracking): void {
  tracking = settings;
}

/** Observes the time of a stage that its caller has measured, milliseconds: where a part of what it did is waiting, say. */
export function observeStage(stage: PipelineStage, tookMs: number): void {
  if (!tracking.enabled) return;
  metrics.stageLatencyMs.observe({ stage }, tookMs);
  if (tookMs > tracking.alertThresholdMs) tracking.onSlow(stage, tookMs);
}

/** Runs one stage of the pipeline and observes its time, even when it throws. */
export async function timed<Result>(stage: PipelineStage, work: () => Promise<Result> | Result): Promise<Result> {
  if (!tracking.enabled) return await work();
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    observeStage(stage, performance.now() - startedAt);
  }
}
