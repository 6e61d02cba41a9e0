import type { ZoneView } from '../../analysis.js';
import type { PlainBar } from './plain-side.contract.js';

interface Zone {
  readonly bar: PlainBar;
  readonly kind: ZoneView['kind'];
  touches: number;
}

/** Changes of the supply and demand zones, bar by bar: docs/wyckoff/levels.md#zones. */
export function plainZones(bars: readonly PlainBar[]): ZoneView[][] {
  let zones: Zone[] = [];
  return bars.map((bar, now) => {
    const changes: ZoneView[] = [];
    const { low, high, close, relativeVolume, relativeSpread } = bar;
    for (const zone of zones) {
      const beyond = zone.kind === 'DEMAND' ? close < zone.bar.low : close > zone.bar.high;
      const returns = overlaps(bar, zone.bar) && !overlaps(bars[now - 1], zone.bar);
      if (beyond && (relativeVolume ?? 0) >= 1.5) {
        zones = zones.filter((other) => other !== zone);
        changes.push({ ...view(zone), state: 'DEAD' });
      } else if (returns && zone.touches < 3) {
        zone.touches += 1;
        changes.push(view(zone));
      }
    }
    const effort = relativeVolume !== null && relativeVolume >= 1.3;
    if (!effort || relativeSpread === null || relativeSpread > 0.8 || high <= low) return changes;
    const zone: Zone = { bar, kind: close - low >= (high - low) / 2 ? 'DEMAND' : 'SUPPLY', touches: 0 };
    zones = [...zones, zone].slice(-8);
    return [...changes, view(zone)];
  });
}

function overlaps(bar: PlainBar, zone: PlainBar): boolean {
  return bar.low <= zone.high && bar.high >= zone.low;
}

function view({ kind, bar, touches }: Zone): ZoneView {
  const state = touches === 0 ? 'FRESH' : touches < 3 ? 'TESTED' : 'EXHAUSTED';
  return { kind, state, timeMs: bar.openTimeMs, low: bar.low, high: bar.high, touches };
}
