import type { RangeDetector } from '../detection.js';
import { detectSecondaryTest } from '../rule/secondary-test.js';

/** Secondary test of a selling climax. Source: docs/wyckoff/st.md */
export const stDetector: RangeDetector = {
  name: 'ST',
  side: 'ACCUMULATION',
  phases: ['A', 'B'],
  detect: detectSecondaryTest,
};
