import { TIMEFRAMES, type Timeframe } from '@tape/market';
import { CLASSIC_RISK } from '@tape/risk-rules';
import { TIERS } from '../registry/tier.js';
import { BAR_FIELDS, type IndicatorSpec } from '../indicator/indicator-spec.js';
import { readCondition, type NamedIndicators } from './read-condition.js';
import { readStop, readTargets, readTrail } from './read-exits.js';
import { readIndicator } from './read-indicator.js';
import { readSchedule } from './read-schedule.js';
import { Reading, type DefinitionError } from './reading.js';
import type { BySide, StrategyDefinition } from './strategy-definition.js';
import type { Condition } from '../condition/condition.js';

export type DefinitionReading =
  | { readonly ok: true; readonly definition: StrategyDefinition }
  | { readonly ok: false; readonly errors: readonly DefinitionError[] };

const FIELDS = [
  'id',
  'version',
  'tier',
  'timeframes',
  'symbols',
  'indicators',
  'entries',
  'exits',
  'sizing',
  'stop',
  'targets',
  'trail',
  'schedule',
];
const NAME = /^[a-z][a-z0-9-]{0,62}$/;
const INDICATOR_NAME = /^[a-z][A-Za-z0-9_]{0,31}$/;
const SYMBOL = /^(?:\*|[A-Z0-9][A-Z0-9./=^_-]{0,31})$/;
const PERCENT = /^(?:0|[1-9]\d?)(?:\.\d{1,4})?$/;
/** Names a condition already gives a meaning. */
const TAKEN: readonly string[] = [...BAR_FIELDS, 'range', 'wyckoff', 'regime'];
/** The cap of a trade's risk, as the risk stage has it: no definition can ask for more. Unit: percent of equity. */
const MAX_RISK_PERCENT = Number(CLASSIC_RISK.maxTradePercent);
const MAX_INDICATORS = 32;
const MAX_SYMBOLS = 500;

/** Checks a plain object, from a YAML or JSON file for example. All errors are told at once; nothing is guessed or repaired. */
export function readDefinition(raw: unknown): DefinitionReading {
  const errors: DefinitionError[] = [];
  const root = new Reading(raw, '', errors);
  if (!root.object(FIELDS)) return { ok: false, errors };
  const definition = readParts(root);
  return definition === undefined || errors.length > 0 ? { ok: false, errors } : { ok: true, definition };
}

function readParts(root: Reading): StrategyDefinition | undefined {
  const id = root.at('id').matching(NAME, 'a name of small letters, digits and hyphens');
  const version = root.at('version').wholeNumber(1, 1_000_000);
  const tier = root.at('tier').isAbsent ? 'SNIPER' : root.at('tier').oneOf(TIERS);
  const timeframes = readTimeframes(root.at('timeframes'));
  const symbols = readSymbols(root.at('symbols'));
  const indicators = readIndicators(root.at('indicators'));
  const entries = readSides(root.at('entries'), indicators, true);
  const exits = root.at('exits').isAbsent ? {} : readSides(root.at('exits'), indicators, false);
  const sizing = readSizing(root.at('sizing'));
  const stop = readStop(root.at('stop'), indicators);
  const targets = readTargets(root.at('targets'));
  const trail = root.at('trail').isAbsent ? null : readTrail(root.at('trail'), indicators);
  const schedule = root.at('schedule').isAbsent ? null : readSchedule(root.at('schedule'), timeframes ?? []);
  if (id === undefined || version === undefined || tier === undefined) return undefined;
  if (timeframes === undefined || symbols === undefined || entries === undefined || exits === undefined)
    return undefined;
  if (sizing === undefined || stop === undefined || targets === undefined) return undefined;
  if (trail === undefined || schedule === undefined) return undefined;
  const parts = { id, version, tier, timeframes, symbols, indicators, entries, exits, sizing, stop, targets };
  return { ...parts, ...(trail === null ? {} : { trail }), ...(schedule === null ? {} : { schedule }) };
}

function readTimeframes(reading: Reading): readonly Timeframe[] | undefined {
  const found = reading.list(TIMEFRAMES.length)?.map((timeframe) => timeframe.oneOf(TIMEFRAMES));
  if (found === undefined || found.includes(undefined)) return undefined;
  return unique(reading, found as Timeframe[]);
}

function readSymbols(reading: Reading): readonly string[] | undefined {
  const found = reading.list(MAX_SYMBOLS)?.map((symbol) => symbol.matching(SYMBOL, 'a symbol, or "*" for all'));
  if (found === undefined || found.includes(undefined)) return undefined;
  if (found.length > 1 && found.includes('*')) return reading.refuse('unique', 'must have "*" alone or not at all');
  return unique(reading, found as string[]);
}

function unique<Value>(reading: Reading, values: readonly Value[]): readonly Value[] | undefined {
  return new Set(values).size === values.length ? values : reading.refuse('unique', 'must not name one twice');
}

/** What is wrong is left out, so that conditions that name it are told of as well as the cause. */
function readIndicators(reading: Reading): NamedIndicators {
  if (reading.isAbsent || !reading.object()) return {};
  const names = reading.keys();
  if (names.length > MAX_INDICATORS) reading.refuse('range', `must have at most ${MAX_INDICATORS} indicators`);
  const found: [string, IndicatorSpec][] = [];
  for (const name of names) {
    const one = reading.at(name);
    if (!INDICATOR_NAME.test(name))
      one.refuse('pattern', 'must be named with letters, digits and _, a small letter first');
    else if (TAKEN.includes(name)) one.refuse('unique', 'has a name that means something else in conditions');
    const spec = readIndicator(one);
    if (spec !== undefined) found.push([name, spec]);
  }
  return Object.fromEntries(found);
}

function readSides(reading: Reading, indicators: NamedIndicators, needsOne: boolean): BySide<Condition> | undefined {
  if (!reading.object(['long', 'short'])) return undefined;
  const [long, short] = (['long', 'short'] as const).map((side) =>
    reading.at(side).isAbsent ? null : readCondition(reading.at(side), indicators),
  );
  if (long === undefined || short === undefined) return undefined;
  if (needsOne && long === null && short === null)
    return reading.refuse('required', 'must say when to enter: long, short');
  return { ...(long === null ? {} : { long }), ...(short === null ? {} : { short }) };
}

function readSizing(reading: Reading): StrategyDefinition['sizing'] | undefined {
  if (!reading.object(['riskPercent'])) return undefined;
  const field = reading.at('riskPercent');
  // A file says 0.5 as readily as "0.5"; money is made of the text.
  const text = typeof field.value === 'number' ? String(field.value) : field.text();
  if (text === undefined) return undefined;
  if (!PERCENT.test(text)) return field.refuse('pattern', `must be a percentage such as "0.5", not '${text}'`);
  if (Number(text) > 0 && Number(text) <= MAX_RISK_PERCENT) return { riskPercent: text };
  return field.refuse('range', `must be more than 0 and at most ${MAX_RISK_PERCENT}, not ${text}`);
}
