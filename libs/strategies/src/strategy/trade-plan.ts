import type { Direction } from '@tape/wyckoff';
import type { Known } from '../condition/evaluate.js';
import type { StopSpec, TargetSpec, TrailSpec } from '../definition/strategy-definition.js';
import type { EntryRefusal, IntendedTarget, IntendedTrail } from './intent.js';

export type TradePlan =
  | { readonly ok: true; readonly stop: number; readonly targets: readonly IntendedTarget[] }
  | { readonly ok: false; readonly refusal: EntryRefusal };

/** Stop and targets of a trade entered at `entry`. A stop that is not known, or not on the losing side, is no trade. */
export function planTrade(
  direction: Direction,
  entry: number,
  stopSpec: StopSpec,
  targetSpecs: readonly TargetSpec[],
  known: Known,
): TradePlan {
  const sign = direction === 'LONG' ? 1 : -1;
  const stop = stopPrice(stopSpec, sign, entry, known);
  if (stop === null) return { ok: false, refusal: 'STOP_UNKNOWN' };
  const risk = sign * (entry - stop);
  if (!(risk > 0 && stop > 0)) return { ok: false, refusal: 'STOP_NOT_BEYOND' };
  const targets = targetSpecs.map(({ r, share }) => ({ price: entry + sign * r * risk, r, share }));
  if (targets.some(({ price }) => price <= 0)) return { ok: false, refusal: 'TARGET_BELOW_ZERO' };
  return { ok: true, stop, targets };
}

/** How the trade trails; null where it does not, or where what it needs is not known yet: then only the targets move the stop. */
export function trailOf(spec: TrailSpec | undefined, known: Known): IntendedTrail | null {
  if (spec === undefined) return null;
  const { afterTargets, beyondObjective } = spec;
  if (spec.kind === 'structure') return { distance: null, afterTargets, beyondObjective };
  const atr = known.number({ from: 'indicator', name: spec.indicator, output: 'value' });
  return atr === null || !(atr > 0) ? null : { distance: spec.multiple * atr, afterTargets, beyondObjective };
}

function stopPrice(spec: StopSpec, sign: 1 | -1, entry: number, known: Known): number | null {
  switch (spec.kind) {
    case 'atr': {
      const atr = known.number({ from: 'indicator', name: spec.indicator, output: 'value' });
      return atr === null ? null : entry - sign * spec.multiple * atr;
    }
    case 'percent':
      return entry * (1 - (sign * spec.percent) / 100);
    default: {
      const level = known.number(spec.level);
      return level === null ? null : level * (1 - (sign * spec.bufferPercent) / 100);
    }
  }
}
