import type { Timeframe } from '@tape/market';
import type { AnalysisConfig } from './config.js';

/** The configuration as one timeframe reads it: percentages scaled and turned into fractions of price, ready to multiply with. */
export interface Rules {
  readonly config: AnalysisConfig;
  readonly clusterFraction: number;
  readonly minWidthFraction: number;
  readonly automaticMoveFraction: number;
  readonly secondaryTestFraction: number;
  readonly springDepthFraction: number;
  readonly springTestFraction: number;
  readonly upthrustMinFraction: number;
  readonly upthrustMaxFraction: number;
  readonly breakoutFraction: number;
  readonly backupBelowFraction: number;
  readonly backupAboveFraction: number;
  readonly bounceFraction: number;
  readonly volatileAtrFraction: number;
  readonly iceLossFraction: number;
  readonly minStopFraction: number;
  readonly maxStopFraction: number;
}

export function rulesFor(config: AnalysisConfig, timeframe: Timeframe): Rules {
  const scale = config.timeframeScale[timeframe] / 100;
  return {
    config,
    clusterFraction: config.range.clusterPercent * scale,
    minWidthFraction: config.range.minWidthPercent * scale,
    automaticMoveFraction: config.automaticMove.minPercent * scale,
    secondaryTestFraction: config.secondaryTest.percent * scale,
    springDepthFraction: config.spring.maxDepthPercent * scale,
    springTestFraction: config.springTest.percent * scale,
    upthrustMinFraction: config.upthrust.minPercent * scale,
    upthrustMaxFraction: config.upthrust.maxPercent * scale,
    breakoutFraction: config.breakout.minPercent * scale,
    backupBelowFraction: config.backup.belowPercent * scale,
    backupAboveFraction: config.backup.abovePercent * scale,
    bounceFraction: config.backup.bouncePercent * scale,
    volatileAtrFraction: config.phase.volatileAtrPercent * scale,
    iceLossFraction: config.phase.iceLossPercent * scale,
    minStopFraction: config.candidate.minStopPercent * scale,
    maxStopFraction: config.candidate.maxStopPercent * scale,
  };
}
