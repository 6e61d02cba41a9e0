import type { TrendDetector } from '../detection.js';
import { detectPreliminary } from '../rule/preliminary.js';

/** Preliminary support: the first busy bar of a decline that buyers close off its low. Source: docs/wyckoff/ps.md */
export const psDetector: TrendDetector = {
  name: 'PS',
  side: 'ACCUMULATION',
  detect: (bars, now, rules) => detectPreliminary('PS', bars, now, rules),
};
