import { isTimeZone } from '@tape/risk-rules';
import {
  BAR_FIELDS,
  INDICATOR_KINDS,
  type BarField,
  type IndicatorKind,
  type IndicatorSpec,
  type IndicatorSpecs,
} from '../indicator/indicator-spec.js';
import { minuteOf } from '../schedule/schedule.js';
import type { Reading } from './reading.js';

/** A year of hourly bars: windows live in memory and in every snapshot. Unit: bars. */
const MAX_PERIOD = 2_000;

type SpecReader<Kind extends IndicatorKind> = (reading: Reading) => IndicatorSpecs[Kind] | undefined;

const READERS: { readonly [Kind in IndicatorKind]: SpecReader<Kind> } = {
  ema: (reading) => average('ema', reading),
  sma: (reading) => average('sma', reading),
  rsi: (reading) => onlyPeriod('rsi', reading),
  macd,
  atr: (reading) => onlyPeriod('atr', reading),
  bollinger,
  adx: (reading) => onlyPeriod('adx', reading),
  highest: (reading) => extreme('highest', 'high', reading),
  lowest: (reading) => extreme('lowest', 'low', reading),
  volume_average: (reading) => onlyPeriod('volume_average', reading),
  vwap,
};

/** `{ kind: ema, period: 20 }`; the kind decides on the other fields. */
export function readIndicator(reading: Reading): IndicatorSpec | undefined {
  if (!reading.object()) return undefined;
  const kind = reading.at('kind').oneOf(INDICATOR_KINDS);
  return kind === undefined ? undefined : READERS[kind](reading);
}

function period(reading: Reading): number | undefined {
  return reading.wholeNumber(2, MAX_PERIOD);
}

function source(reading: Reading, fallback: BarField): BarField | undefined {
  return reading.isAbsent ? fallback : reading.oneOf(BAR_FIELDS);
}

function onlyPeriod<Kind extends 'rsi' | 'atr' | 'adx' | 'volume_average'>(kind: Kind, reading: Reading) {
  reading.object(['kind', 'period']);
  const bars = period(reading.at('period'));
  return bars === undefined ? undefined : { kind, period: bars };
}

function average<Kind extends 'ema' | 'sma'>(kind: Kind, reading: Reading) {
  reading.object(['kind', 'period', 'source']);
  const bars = period(reading.at('period'));
  const field = source(reading.at('source'), 'close');
  return bars === undefined || field === undefined ? undefined : { kind, period: bars, source: field };
}

function extreme<Kind extends 'highest' | 'lowest'>(kind: Kind, fallback: BarField, reading: Reading) {
  reading.object(['kind', 'period', 'source', 'beforeBar']);
  const bars = period(reading.at('period'));
  const field = source(reading.at('source'), fallback);
  const beforeBar = reading.at('beforeBar').boolean(false);
  if (bars === undefined || field === undefined || beforeBar === undefined) return undefined;
  return { kind, period: bars, source: field, beforeBar };
}

function macd(reading: Reading): IndicatorSpecs['macd'] | undefined {
  reading.object(['kind', 'fast', 'slow', 'signal']);
  const fast = period(reading.at('fast'));
  const slow = period(reading.at('slow'));
  const signal = period(reading.at('signal'));
  if (fast === undefined || slow === undefined || signal === undefined) return undefined;
  if (fast >= slow) return reading.at('fast').refuse('order', `must be shorter than slow (${slow}), not ${fast}`);
  return { kind: 'macd', fast, slow, signal };
}

function bollinger(reading: Reading): IndicatorSpecs['bollinger'] | undefined {
  reading.object(['kind', 'period', 'deviations']);
  const bars = period(reading.at('period'));
  const deviations = reading.at('deviations').isAbsent ? 2 : reading.at('deviations').number(0, 10);
  return bars === undefined || deviations === undefined ? undefined : { kind: 'bollinger', period: bars, deviations };
}

function vwap(reading: Reading): IndicatorSpecs['vwap'] | undefined {
  reading.object(['kind', 'zone', 'startsAt']);
  const zone = reading.at('zone').isAbsent ? 'UTC' : readZone(reading.at('zone'));
  const startsAtMinute = reading.at('startsAt').isAbsent ? 0 : readMinute(reading.at('startsAt'));
  return zone === undefined || startsAtMinute === undefined ? undefined : { kind: 'vwap', zone, startsAtMinute };
}

export function readZone(reading: Reading): string | undefined {
  const zone = reading.text();
  if (zone === undefined || isTimeZone(zone)) return zone;
  return reading.refuse('pattern', `must be the IANA name of a zone, such as America/New_York, not '${zone}'`);
}

export function readMinute(reading: Reading): number | undefined {
  const text = reading.text();
  if (text === undefined) return undefined;
  return minuteOf(text) ?? reading.refuse('pattern', `must be a time such as "09:30", in quotes, not '${text}'`);
}
