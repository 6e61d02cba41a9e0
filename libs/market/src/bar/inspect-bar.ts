import { placeBar, type SeriesPosition } from './place-bar.js';
import { type BarReading, type RawBar, readBar, type ReadContext } from './read-bar.js';

export interface InspectContext extends ReadContext, SeriesPosition {}

/** All rules on one bar: what can be seen in it alone, then whether it fits behind the bars before it. Total: never throws. */
export function inspectBar(raw: RawBar, context: InspectContext): BarReading {
  const reading = readBar(raw, context);
  if (!reading.ok) return reading;
  const misplaced = placeBar(reading.bar, context, context);
  return misplaced === null ? reading : { ok: false, refusal: misplaced };
}
