import type { TrendDetector } from '../detection.js';
import { detectClimax } from '../rule/climax.js';

/** Selling climax: panic at the end of a decline. Source: docs/wyckoff/sc.md */
export const scDetector: TrendDetector = {
  name: 'SC',
  side: 'ACCUMULATION',
  detect: (bars, now, rules, spare) => detectClimax('SC', bars, now, rules, spare),
};
