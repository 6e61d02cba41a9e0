import type { RangeDetector } from '../detection.js';
import { detectBreakout } from '../rule/breakout.js';

/** Sign of strength: the jump across the creek. Source: docs/wyckoff/sos.md */
export const sosDetector: RangeDetector = {
  name: 'SOS',
  side: 'ACCUMULATION',
  phases: ['B', 'C'],
  detect: (bars, range, now, rules) => detectBreakout('SOS', bars, range, now, rules),
};
