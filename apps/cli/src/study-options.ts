import {
  CHOICE_RULES,
  isChoiceName,
  OBJECTIVES,
  readChoice,
  readGrid,
  type BacktestChoice,
  type Objective,
  type Variant,
  type WalkForwardPlan,
} from '@tape/backtesting';
import { CLASSIC_RISK, isTimeZone, type RiskProfile } from '@tape/risk-rules';
import { InvalidArgumentError, Option } from 'commander';
import { CommandFailure, EXIT } from './exit-code.js';
import { toSnakeCase } from './snake-case.js';
import { wholeNumber } from './command/options.js';

/** What of a backtest is chosen: for the account, for the run, and what is tried. */
export interface StudyOptions {
  readonly accountZone?: string;
  readonly iceBreakPrice?: RiskProfile['iceBreak']['use'];
  readonly iceBreakTolerance?: string;
  readonly set?: readonly NamedValue[];
  readonly sweep?: readonly NamedValue[];
  readonly objective: Objective;
  readonly walkForward?: WalkForwardPlan['mode'];
  readonly inSample?: number;
  readonly outOfSample?: number;
  readonly minimumTrades: number;
}

/** `min_confidence=70,80` */
interface NamedValue {
  readonly name: string;
  readonly values: readonly string[];
}

export const accountOptions = (): readonly Option[] => [
  new Option('--account-zone <zone>', 'where the account’s days begin, IANA name; default: UTC').argParser((zone) => {
    if (isTimeZone(zone)) return zone;
    throw new InvalidArgumentError('must be the IANA name of a zone, like America/New_York.');
  }),
  new Option('--ice-break-price <price>', 'what of a bar breaks a campaign’s ice; default: LOW').choices([
    'LOW',
    'CLOSE',
  ]),
  new Option('--ice-break-tolerance <percent>', 'how far under the ice it must be; default: 0').argParser((text) => {
    if (/^\d(\.\d{1,8})?$/.test(text)) return text;
    throw new InvalidArgumentError('must be a percentage from 0 to under 10.');
  }),
];

const NAMES = Object.keys(CHOICE_RULES).map(wireName).join(', ');

export const studyOptions = (): readonly Option[] => [
  new Option('--set <name=value...>', `one of ${NAMES}`).argParser(namedValues),
  new Option('--sweep <name=values...>', 'try these values, all combinations: min_confidence=70,80').argParser(
    namedValues,
  ),
  new Option('--objective <name>', 'by what the best is known')
    .choices(OBJECTIVES.map(wireName))
    .default('expectancyR', 'expectancy_r')
    .argParser((text) => {
      const objective = OBJECTIVES.find((known) => wireName(known) === text);
      if (objective !== undefined) return objective;
      throw new InvalidArgumentError(`must be one of ${OBJECTIVES.map(wireName).join(', ')}.`);
    }),
  new Option('--walk-forward <mode>', 'choose from the past again and again, trade where it was not chosen')
    .choices(['rolling', 'anchored'])
    .argParser((mode) => {
      if (mode === 'rolling' || mode === 'anchored') return mode.toUpperCase();
      throw new InvalidArgumentError('must be rolling or anchored.');
    }),
  new Option('--in-sample <days>', 'days a choice is made from').argParser(wholeNumber),
  new Option('--out-of-sample <days>', 'days it is kept for').argParser(wholeNumber),
  new Option('--minimum-trades <count>', 'trades in sample under which nothing is chosen')
    .argParser(wholeNumber)
    .default(10),
];

/** The rules of the account as the options say. */
export function accountOf({ accountZone, iceBreakPrice, iceBreakTolerance }: StudyOptions): RiskProfile {
  const { iceBreak } = CLASSIC_RISK;
  return {
    ...CLASSIC_RISK,
    accountZone: accountZone ?? CLASSIC_RISK.accountZone,
    iceBreak: { use: iceBreakPrice ?? iceBreak.use, tolerancePercent: iceBreakTolerance ?? iceBreak.tolerancePercent },
  };
}

/** @throws CommandFailure (usage) for an option or value that is not known. */
export function choiceOf({ set = [] }: StudyOptions): BacktestChoice {
  const reading = readChoice(fixedOf(set));
  if (reading.ok) return reading.choice;
  throw new CommandFailure(EXIT.USAGE, `--set ${wireName(reading.name)}: ${reading.problem}`);
}

/** What is to be tried. @throws CommandFailure (usage) */
export function variantsOf({ set = [], sweep = [], walkForward }: StudyOptions): readonly Variant[] {
  const grid = Object.fromEntries(sweep.map(({ name, values }) => [name, values]));
  const reading = readGrid(grid, fixedOf(set));
  if (!reading.ok) throw new CommandFailure(EXIT.USAGE, `--sweep: ${reading.problem}`);
  if (walkForward !== undefined && Object.hasOwn(grid, 'costScale')) {
    throw new CommandFailure(
      EXIT.USAGE,
      '--sweep: cost_scale cannot be chosen by a walk forward: it would always be 0',
    );
  }
  return reading.variants;
}

/** Undefined without `--walk-forward`. @throws CommandFailure (usage) */
export function planOf(options: StudyOptions): WalkForwardPlan | undefined {
  const { walkForward: mode, inSample, outOfSample, sweep, minimumTrades } = options;
  if (mode === undefined) return undefined;
  if (inSample === undefined || outOfSample === undefined || sweep === undefined) {
    throw new CommandFailure(EXIT.USAGE, '--walk-forward: needs --sweep, --in-sample and --out-of-sample');
  }
  return { mode, inSampleDays: inSample, outOfSampleDays: outOfSample, minimumTrades };
}

function fixedOf(set: readonly NamedValue[]): Record<string, string> {
  return Object.fromEntries(set.map(({ name, values }) => [name, values.join(',')]));
}

function namedValues(text: string, before: readonly NamedValue[] | undefined): readonly NamedValue[] {
  const at = text.indexOf('=');
  const name = text.slice(0, at).replaceAll(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const values = text.slice(at + 1).split(',');
  if (at < 1 || values.includes('')) throw new InvalidArgumentError('must be name=value, like min_confidence=75.');
  if (!isChoiceName(name)) throw new InvalidArgumentError(`'${text.slice(0, at)}' is not one of ${NAMES}.`);
  return [...(before ?? []), { name, values }];
}

function wireName(name: string): string {
  return Object.keys(toSnakeCase({ [name]: null }) as object)[0] ?? name;
}
