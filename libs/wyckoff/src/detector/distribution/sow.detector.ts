import type { RangeDetector } from '../detection.js';
import { detectBreakout } from '../rule/breakout.js';

/** Sign of weakness: the fall through the ice. Source: docs/wyckoff/sow.md */
export const sowDetector: RangeDetector = {
  name: 'SOW',
  side: 'DISTRIBUTION',
  phases: ['B', 'C'],
  detect: (bars, range, now, rules) => detectBreakout('SOW', bars, range, now, rules),
};
