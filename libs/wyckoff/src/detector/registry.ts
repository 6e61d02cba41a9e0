import { lpsDetector } from './accumulation/lps.detector.js';
import { psDetector } from './accumulation/ps.detector.js';
import { scDetector } from './accumulation/sc.detector.js';
import { sosDetector } from './accumulation/sos.detector.js';
import { springDetector } from './accumulation/spring.detector.js';
import { stDetector } from './accumulation/st.detector.js';
import { testDetector } from './accumulation/test.detector.js';
import type { Detection, RangeDetector, TrendDetector } from './detection.js';
import { bcDetector } from './distribution/bc.detector.js';
import { lpsyDetector } from './distribution/lpsy.detector.js';
import { psyDetector } from './distribution/psy.detector.js';
import { sowDetector } from './distribution/sow.detector.js';
import { distributionStDetector } from './distribution/st.detector.js';
import { upthrustDetector } from './distribution/upthrust.detector.js';
import { detectAutomaticMove } from './rule/automatic-move.js';
import type { Mark } from '../range/trading-range.js';
import type { Rules } from '../rules.js';
import type { OrientedBars } from '../series/bar-series.js';

/** The detector between the two kinds: it has a climax, and makes the range. */
export interface AutomaticMoveDetector {
  readonly name: string;
  readonly detect: (bars: OrientedBars, climax: Pick<Mark, 'index' | 'price'>, now: number, rules: Rules) => Detection;
}

export interface DetectorRegistry {
  readonly preliminary: readonly TrendDetector[];
  readonly climax: readonly TrendDetector[];
  readonly automaticMove: AutomaticMoveDetector;
  readonly range: readonly RangeDetector[];
}

/** All detectors, in the order they are asked. One file each; a new one is registered here and in the contract test. */
export const DETECTORS: DetectorRegistry = {
  preliminary: [psDetector, psyDetector],
  climax: [scDetector, bcDetector],
  automaticMove: { name: 'AR', detect: detectAutomaticMove },
  range: [
    stDetector,
    distributionStDetector,
    springDetector,
    testDetector,
    sosDetector,
    lpsDetector,
    upthrustDetector,
    sowDetector,
    lpsyDetector,
  ],
};
