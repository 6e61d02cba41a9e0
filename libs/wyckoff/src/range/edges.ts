import { levelPrice, MAX_TOUCHES, type Touch } from '../level/touch.js';
import { rangeQuality } from './quality.js';
import { durationBars, type TradingRange } from './trading-range.js';

/** Adds a touch of the ice and moves the level to the mean of its touches. */
export function touchIce(range: TradingRange, touch: Touch): void {
  range.iceTouches = kept(range.iceTouches, touch);
  range.ice = levelPrice(range.iceTouches);
  range.lowestTouch = Math.min(range.lowestTouch, touch.price);
}

export function touchCreek(range: TradingRange, touch: Touch): void {
  range.creekTouches = kept(range.creekTouches, touch);
  range.creek = levelPrice(range.creekTouches);
  range.highestTouch = Math.max(range.highestTouch, touch.price);
}

export function refreshQuality(range: TradingRange, now: number): void {
  range.quality = rangeQuality(range.iceTouches, range.creekTouches, durationBars(range, now));
}

function kept(touches: readonly Touch[], touch: Touch): Touch[] {
  const room = touches.length >= MAX_TOUCHES ? touches.slice(1) : [...touches];
  room.push(touch);
  return room;
}
