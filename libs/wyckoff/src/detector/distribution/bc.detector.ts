import type { TrendDetector } from '../detection.js';
import { detectClimax } from '../rule/climax.js';

/** Buying climax: euphoria at the end of an advance, the selling climax upside down. Source: docs/wyckoff/bc.md */
export const bcDetector: TrendDetector = {
  name: 'BC',
  side: 'DISTRIBUTION',
  detect: (bars, now, rules, spare) => detectClimax('BC', bars, now, rules, spare),
};
