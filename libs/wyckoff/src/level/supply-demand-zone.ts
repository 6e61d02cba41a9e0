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
  readonly kind: ZoneView['kind'];
  readonly timeMs: number;
  readonly low: number;
  readonly high: number;
  touches: number;
  inside: boolean;
}

export type ZoneBookState = readonly Readonly<Zone>[];

const NOTHING: readonly ZoneView[] = Object.freeze([]);

/** Supply and demand zones of a series, the eight youngest. Source: docs/wyckoff/levels.md#zones */
export class ZoneBook {
  #zones: Zone[];

  constructor(state: ZoneBookState = []) {
    this.#zones = state.map((zone) => ({ ...zone }));
  }

  /** Reads bar `now`, which is measured; answers the zones that were born, touched or died. */
  step(bars: OrientedBars, now: number): readonly ZoneView[] {
    const high = at(bars.high, now);
    const low = at(bars.low, now);
    const close = at(bars.close, now);
    const relativeVolume = at(bars.relativeVolume, now);
    let changed: ZoneView[] | null = null;
    let dead = false;
    for (let i = 0; i < this.#zones.length; i += 1) {
      const zone = this.#zones[i]!;
      const beyond = zone.kind === 'DEMAND' ? close < zone.low : close > zone.high;
      if (beyond && relativeVolume >= ZONE_BREAK_VOLUME) {
        dead = true;
        zone.touches = -1;
        (changed ??= []).push(view(zone));
        continue;
      }
      const inside = low <= zone.high && high >= zone.low;
      if (inside && !zone.inside && zone.touches < ZONE_MAX_TOUCHES) {
        zone.touches += 1;
        (changed ??= []).push(view(zone));
      }
      zone.inside = inside;
    }
    if (dead) this.#zones = this.#zones.filter((zone) => zone.touches >= 0);
    if (relativeVolume >= ZONE_MIN_VOLUME && at(bars.relativeSpread, now) <= ZONE_MAX_SPREAD && high > low) {
      const upper = close - low >= (high - low) / 2;
      const kind = upper ? 'DEMAND' : 'SUPPLY';
      const zone: Zone = { kind, timeMs: at(bars.time, now), low, high, touches: 0, inside: true };
      if (this.#zones.length >= MAX_ZONES) this.#zones.shift();
      this.#zones.push(zone);
      (changed ??= []).push(view(zone));
    }
    return changed ?? NOTHING;
  }

  snapshot(): ZoneBookState {
    return this.#zones;
  }
}

function view({ kind, timeMs, low, high, touches }: Zone): ZoneView {
  const state = touches < 0 ? 'DEAD' : touches === 0 ? 'FRESH' : touches < ZONE_MAX_TOUCHES ? 'TESTED' : 'EXHAUSTED';
  return { kind, state, timeMs, low, high, touches: Math.max(0, touches) };
}
