import type { TrendDetector } from '../detection.js';
import { detectPreliminary } from '../rule/preliminary.js';

/** Preliminary supply: preliminary support upside down. Source: docs/wyckoff/psy.md */
export const psyDetector: TrendDetector = {
  name: 'PSY',
  side: 'DISTRIBUTION',
  detect: (bars, now, rules) => detectPreliminary('PSY', bars, now, rules),
};
