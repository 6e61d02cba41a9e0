import type { TradablePattern } from '../analysis.js';
import { share } from '../detector/points.js';
import { at, type OrientedBars } from '../series/bar-series.js';
import type { Draft } from './draft.js';

type Grade = (draft: Draft, bars: OrientedBars, meanVolume: number) => number;

const spring: Grade = ({ mark, test }, bars) => {
  const testRatio = test === null ? 1 : at(bars.volume, test.index) / mark.volume;
  return share(mark.relativeVolume ?? 1, 0.7, 45, 2.5, 25) + share(testRatio, 0.4, 55, 1, 20);
};
const breakout: Grade = ({ mark }) => share(mark.relativeVolume ?? 1, 1, 50, 2, 100);
const backup: Grade = ({ mark }, _bars, meanVolume) => share(mark.volume / meanVolume, 0.5, 100, 1, 60);
const upthrust: Grade = ({ mark }) => share(mark.relativeVolume ?? 1, 0.8, 45, 2, 100);

const GRADES: Readonly<Record<TradablePattern, Grade>> = {
  SPRING: spring,
  SOS: breakout,
  SOW: breakout,
  LPS: backup,
  LPSY: backup,
  UTAD: upthrust,
};

/** How far the volume behaved as the pattern wants it, 0-100: less on tests and back-ups, more on breakouts. */
export function volumeGrade(draft: Draft, bars: OrientedBars, meanVolume: number): number {
  return Math.round(GRADES[draft.pattern](draft, bars, meanVolume));
}
