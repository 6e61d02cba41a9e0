import { graded } from '../detector/points.js';
import { at, type OrientedBars } from '../series/bar-series.js';
import type { Draft } from './draft.js';

/** How far the volume behaved as the pattern wants it, 0-100: less on tests and back-ups, more on breakouts. */
export function volumeGrade(draft: Draft, bars: OrientedBars, meanVolume: number): number {
  const { mark, test, pattern } = draft;
  const relative = mark.relativeVolume ?? 1;
  switch (pattern) {
    case 'SPRING': {
      const testRatio = test === null ? 1 : at(bars.volume, test.index) / mark.volume;
      return Math.round(graded(relative, 0.7, 45, 2.5, 25) + graded(testRatio, 0.4, 55, 1, 20));
    }
    case 'SOS':
    case 'SOW':
      return Math.round(graded(relative, 1, 50, 2, 100));
    case 'LPS':
    case 'LPSY':
      return Math.round(graded(mark.volume / meanVolume, 0.5, 100, 1, 60));
    case 'UTAD':
      return Math.round(graded(relative, 0.8, 45, 2, 100));
  }
}
