import type { RangeDetector } from '../detection.js';
import { detectSecondaryTest } from '../rule/secondary-test.js';

/** Secondary test of a buying climax. Source: docs/wyckoff/st.md */
export const distributionStDetector: RangeDetector = {
  name: 'ST-DISTRIBUTION',
  side: 'DISTRIBUTION',
  phases: ['A', 'B'],
  detect: detectSecondaryTest,
};
