import { copyTouch, levelPrice, MAX_TOUCHES, writeTouch, type Touch } from '../level/touch.js';
import { rangeQuality } from './quality.js';
import { durationBars, type TradingRange } from './trading-range.js';

/** Adds a touch of the ice and moves the level to the mean of its touches. */
export function touchIce(range: TradingRange, touch: Touch): void {
  keep(range.iceTouches, touch);
  range.ice = levelPrice(range.iceTouches);
  range.lowestTouch = Math.min(range.lowestTouch, touch.price);
}

export function touchCreek(range: TradingRange, touch: Touch): void {
  keep(range.creekTouches, touch);
  range.creek = levelPrice(range.creekTouches);
  range.highestTouch = Math.max(range.highestTouch, touch.price);
}

export function refreshQuality(range: TradingRange, now: number): void {
  range.quality = rangeQuality(range.iceTouches, range.creekTouches, durationBars(range, now));
}

/** The eldest touch makes room for the newest. */
function keep(touches: Touch[], touch: Touch): void {
  if (touches.length < MAX_TOUCHES) {
    touches.push(copyTouch(touch));
    return;
  }
  const eldest = touches[0]!;
  for (let i = 1; i < touches.length; i += 1) touches[i - 1] = touches[i]!;
  touches[touches.length - 1] = writeTouch(eldest, touch);
}
