import type { RangeDetector } from '../detection.js';
import { detectBackup } from '../rule/backup.js';

/** Last point of support: the back-up to the creek after it was jumped. Source: docs/wyckoff/lps.md */
export const lpsDetector: RangeDetector = {
  name: 'LPS',
  side: 'ACCUMULATION',
  phases: ['D', 'E'],
  detect: (bars, range, now, rules) => detectBackup('LPS', bars, range, now, rules),
};
