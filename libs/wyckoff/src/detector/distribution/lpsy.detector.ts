import type { RangeDetector } from '../detection.js';
import { detectBackup } from '../rule/backup.js';

/** Last point of supply: the return to the broken ice from below. Source: docs/wyckoff/lpsy.md */
export const lpsyDetector: RangeDetector = {
  name: 'LPSY',
  side: 'DISTRIBUTION',
  phases: ['D', 'E'],
  detect: (bars, range, now, rules) => detectBackup('LPSY', bars, range, now, rules),
};
