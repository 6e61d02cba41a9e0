import type { ZoneView } from '../analysis.js';
import { at, type OrientedBars } from '../series/bar-series.js';

/** A bar of effort without result: somebody took all that was offered, or offered all that was wanted. Units: ratios to 20 bars. */
export const ZONE_MIN_VOLUME = 1.3;
export const ZONE_MAX_SPREAD = 0.8;
/** Volume of a close beyond the zone that ends it. */
export const ZONE_BREAK_VOLUME = 1.5;
/** Returns after which nothing is left in it. */
export const ZONE_MAX_TOUCHES = 3;
const MAX_ZONES = 8;

interface Zone {
  kind: ZoneView['kind'];
  timeMs: number;
  low: number;
  high: number;
  touches: number;
  inside: boolean;
}

export type ZoneBookState = readonly Readonly<Zone>[];

/** A zone that changed, as it stood after the bar. */
interface ZoneChange extends Omit<Zone, 'inside'> {
  dead: boolean;
}

const NOTHING: readonly ZoneView[] = Object.freeze([]);

/**
 * Supply and demand zones of a series, the eight youngest. They come and go every few bars, in places that are used again.
 * Source: docs/wyckoff/levels.md#zones
 */
export class ZoneBook {
  readonly #places: readonly Zone[] = Array.from({ length: MAX_ZONES }, blankZone);
  /** Places in use, the eldest zone first; behind them the free ones. */
  readonly #order = Uint8Array.from({ length: MAX_ZONES }, (_, place) => place);
  #count = 0;
  /** At most every zone and the one that is born. */
  readonly #changes: readonly ZoneChange[] = Array.from({ length: MAX_ZONES + 1 }, blankChange);
  #changeCount = 0;
  #changed: readonly ZoneView[] | null = null;

  constructor(state: ZoneBookState = []) {
    for (const zone of state) {
      Object.assign(this.#places[this.#count]!, zone);
      this.#count += 1;
    }
  }

  /** Zones that were born, touched or died at the newest bar. */
  get changes(): number {
    return this.#changeCount;
  }

  /** How they stand after it. */
  get changed(): readonly ZoneView[] {
    if (this.#changeCount === 0) return NOTHING;
    return (this.#changed ??= this.#changes.slice(0, this.#changeCount).map(view));
  }

  /** Reads bar `now`, which is measured. */
  step(bars: OrientedBars, now: number): void {
    this.#changeCount = 0;
    this.#changed = null;
    const high = at(bars.high, now);
    const low = at(bars.low, now);
    const close = at(bars.close, now);
    const relativeVolume = at(bars.relativeVolume, now);
    for (let i = 0; i < this.#count; i += 1) {
      const zone = this.#zone(i);
      const beyond = zone.kind === 'DEMAND' ? close < zone.low : close > zone.high;
      if (beyond && relativeVolume >= ZONE_BREAK_VOLUME) {
        this.#note(zone, true);
        this.#free(i);
        i -= 1;
        continue;
      }
      const inside = low <= zone.high && high >= zone.low;
      if (inside && !zone.inside && zone.touches < ZONE_MAX_TOUCHES) {
        zone.touches += 1;
        this.#note(zone, false);
      }
      zone.inside = inside;
    }
    if (!(relativeVolume >= ZONE_MIN_VOLUME && at(bars.relativeSpread, now) <= ZONE_MAX_SPREAD && high > low)) return;
    if (this.#count >= MAX_ZONES) this.#free(0);
    const zone = this.#zone(this.#count);
    this.#count += 1;
    zone.kind = close - low >= (high - low) / 2 ? 'DEMAND' : 'SUPPLY';
    zone.timeMs = at(bars.time, now);
    zone.low = low;
    zone.high = high;
    zone.touches = 0;
    zone.inside = true;
    this.#note(zone, false);
  }

  snapshot(): ZoneBookState {
    return Array.from({ length: this.#count }, (_, i) => ({ ...this.#zone(i) }));
  }

  #zone(position: number): Zone {
    return this.#places[this.#order[position]!]!;
  }

  /** Gives the place at `position` up; the younger zones move up. */
  #free(position: number): void {
    const place = this.#order[position]!;
    for (let i = position + 1; i < this.#count; i += 1) this.#order[i - 1] = this.#order[i]!;
    this.#count -= 1;
    this.#order[this.#count] = place;
  }

  #note(zone: Zone, dead: boolean): void {
    const change = this.#changes[this.#changeCount]!;
    this.#changeCount += 1;
    change.kind = zone.kind;
    change.timeMs = zone.timeMs;
    change.low = zone.low;
    change.high = zone.high;
    change.touches = zone.touches;
    change.dead = dead;
  }
}

/** Not-a-number makes the fields of prices and times doubles from the start, which are written over where they stand. */
function blankZone(): Zone {
  return { kind: 'DEMAND', timeMs: Number.NaN, low: Number.NaN, high: Number.NaN, touches: 0, inside: false };
}

function blankChange(): ZoneChange {
  return { kind: 'DEMAND', timeMs: Number.NaN, low: Number.NaN, high: Number.NaN, touches: 0, dead: false };
}

function view({ kind, timeMs, low, high, touches, dead }: ZoneChange): ZoneView {
  const state = dead ? 'DEAD' : touches === 0 ? 'FRESH' : touches < ZONE_MAX_TOUCHES ? 'TESTED' : 'EXHAUSTED';
  return { kind, state, timeMs, low, high, touches };
}
