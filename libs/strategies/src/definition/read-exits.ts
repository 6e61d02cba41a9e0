import type { StopSpec, TargetSpec, TrailSpec } from './strategy-definition.js';
import { readOperand, type NamedIndicators } from './read-condition.js';
import type { Reading } from './reading.js';

const STOP_KINDS = ['atr', 'percent', 'level'] as const;
const MAX_TARGETS = 5;
/** Shares are decimal fractions a person wrote: 0.1 × 3 must pass. */
const SHARE_TOLERANCE = 1e-9;

export function readStop(reading: Reading, indicators: NamedIndicators): StopSpec | undefined {
  if (!reading.object()) return undefined;
  const kind = reading.at('kind').oneOf(STOP_KINDS);
  if (kind === undefined) return undefined;
  if (kind === 'atr') {
    reading.object(['kind', 'indicator', 'multiple']);
    const multiple = reading.at('multiple').number(0, 20);
    const indicator = readAtr(reading.at('indicator'), indicators);
    return multiple === undefined || indicator === undefined ? undefined : { kind, indicator, multiple };
  }
  if (kind === 'percent') {
    reading.object(['kind', 'percent']);
    const percent = reading.at('percent').number(0, 50);
    return percent === undefined ? undefined : { kind, percent };
  }
  reading.object(['kind', 'level', 'bufferPercent']);
  const level = readOperand(reading.at('level'), indicators);
  const buffer = reading.at('bufferPercent');
  const bufferPercent = buffer.isAbsent || buffer.value === 0 ? 0 : buffer.number(0, 20);
  return level === undefined || bufferPercent === undefined ? undefined : { kind, level, bufferPercent };
}

const TRAIL_KINDS = ['atr', 'structure'] as const;

export function readTrail(reading: Reading, indicators: NamedIndicators): TrailSpec | undefined {
  if (!reading.object()) return undefined;
  const kind = reading.at('kind').oneOf(TRAIL_KINDS);
  const after = reading.at('afterTargets');
  const afterTargets = after.isAbsent ? 2 : after.wholeNumber(1, 2);
  const beyondObjective = reading.at('beyondObjective').boolean(false);
  if (kind === undefined || afterTargets === undefined || beyondObjective === undefined) return undefined;
  const rest = { afterTargets: afterTargets === 1 ? 1 : 2, beyondObjective } as const;
  if (kind === 'structure') {
    reading.object(['kind', 'afterTargets', 'beyondObjective']);
    return { kind, ...rest };
  }
  reading.object(['kind', 'indicator', 'multiple', 'afterTargets', 'beyondObjective']);
  const multiple = reading.at('multiple').number(0, 20);
  const indicator = readAtr(reading.at('indicator'), indicators);
  return multiple === undefined || indicator === undefined ? undefined : { kind, indicator, multiple, ...rest };
}

function readAtr(reading: Reading, indicators: NamedIndicators): string | undefined {
  const name = reading.text();
  if (name === undefined) return undefined;
  if (Object.hasOwn(indicators, name) && indicators[name]?.kind === 'atr') return name;
  return reading.refuse('reference', `must name an indicator of kind atr, not '${name}'`);
}

/** Nearest first, shares that sum to 1. */
export function readTargets(reading: Reading): readonly TargetSpec[] | undefined {
  const targets = reading.list(MAX_TARGETS)?.map((target): TargetSpec | undefined => {
    if (!target.object(['r', 'share'])) return undefined;
    const r = target.at('r').number(0, 100);
    const share = target.at('share').isAbsent ? 1 : target.at('share').number(0, 1);
    return r === undefined || share === undefined ? undefined : { r, share };
  });
  if (targets === undefined || targets.includes(undefined)) return undefined;
  const legs = targets as TargetSpec[];
  const unordered = legs.findIndex((leg, i) => i > 0 && leg.r <= legs[i - 1]!.r);
  if (unordered > 0)
    return reading.at(unordered).at('r').refuse('order', 'must be further away than the target before');
  const sum = legs.reduce((total, { share }) => total + share, 0);
  if (Math.abs(sum - 1) <= SHARE_TOLERANCE) return legs;
  return reading.refuse('sum', `must have shares that sum to 1, not ${Number(sum.toFixed(9))}`);
}
