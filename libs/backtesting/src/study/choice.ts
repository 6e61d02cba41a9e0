import type { AssetClass } from '@tape/market';
import { Amount, amount, CLASSIC_RISK, decimalText, type RiskProfile } from '@tape/risk-rules';
import { DEFAULT_COSTS, type CostModel } from '@tape/trading';
import type { ValidationProfile } from '@tape/validation';
import { CLASSIC_CONFIG, createAnalyzer, STRICT_CONFIG, type Candidate } from '@tape/wyckoff';
import type { AnalysisNews, AnalyzerFactory } from '../pipeline-options.js';

/** What of a run may be chosen for itself; everything else is as it is live. Scales and amounts are decimal text. */
export interface BacktestChoice {
  readonly profile: ValidationProfile;
  /** Candidates under it are as if they had not been found. Scale 0..100; the analysis offers none under 70. */
  readonly minConfidence: number;
  /** Where a position is closed with gain: at the objectives of the pattern, or all of it at the conservative one. */
  readonly target: 'PRIMARY' | 'CONSERVATIVE';
  /** Times the risk of each pattern. */
  readonly riskScale: string;
  /** Least reward in R; a pattern whose own is higher keeps it. */
  readonly minimumR: string;
  readonly maxHeatPercent: string;
  /** Times commission, slippage and impact. */
  readonly costScale: string;
}
export type ChoiceName = keyof BacktestChoice;

/** The rules as they are live. */
export const USUAL_CHOICE: BacktestChoice = {
  profile: 'classic',
  minConfidence: 70,
  target: 'PRIMARY',
  riskScale: '1',
  minimumR: '0',
  maxHeatPercent: '10',
  costScale: '1',
};

interface ChoiceRule<Value> {
  /** Completes "must be". */
  readonly must: string;
  /** Undefined where the value breaks the rule. */
  readonly read: (value: unknown) => Value | undefined;
}

/** Numbers may come as text or as numbers; what is kept is one of them, so that equal choices are equal. */
function decimalRule(least: number, most: number): ChoiceRule<string> {
  return {
    must: `a number from ${least} to ${most}`,
    read: (value) => {
      const text = typeof value === 'number' ? String(value) : value;
      if (typeof text !== 'string' || !/^\d{1,6}(\.\d{1,8})?$/.test(text)) return undefined;
      const number = amount(text);
      return number.lessThan(least) || number.greaterThan(most) ? undefined : decimalText(number);
    },
  };
}

function wordRule<Word extends string>(words: readonly Word[]): ChoiceRule<Word> {
  return { must: words.join(' or '), read: (value) => words.find((word) => word === value) };
}

const CONFIDENCE = decimalRule(70, 100);

export const CHOICE_RULES: { readonly [Name in ChoiceName]: ChoiceRule<BacktestChoice[Name]> } = {
  profile: wordRule(['classic', 'strict']),
  minConfidence: {
    must: CONFIDENCE.must,
    read: (value) => {
      const text = CONFIDENCE.read(value);
      return text === undefined ? undefined : Number(text);
    },
  },
  target: wordRule(['PRIMARY', 'CONSERVATIVE']),
  riskScale: decimalRule(0.1, 4),
  minimumR: decimalRule(0, 10),
  maxHeatPercent: decimalRule(1, 100),
  costScale: decimalRule(0, 10),
};

export function isChoiceName(name: string): name is ChoiceName {
  return Object.hasOwn(CHOICE_RULES, name);
}

export type ChoiceReading =
  | { readonly ok: true; readonly choice: BacktestChoice }
  | { readonly ok: false; readonly name: string; readonly problem: string };

/** @param given names that are chosen otherwise than usual; a name nobody knows is refused. */
export function readChoice(given: Readonly<Record<string, unknown>>): ChoiceReading {
  let choice = USUAL_CHOICE;
  for (const [name, value] of Object.entries(given)) {
    if (!isChoiceName(name)) {
      return { ok: false, name, problem: `is not known; there are ${Object.keys(CHOICE_RULES).join(', ')}` };
    }
    const read = CHOICE_RULES[name].read(value);
    if (read === undefined) return { ok: false, name, problem: `must be ${CHOICE_RULES[name].must}` };
    choice = { ...choice, [name]: read };
  }
  return { ok: true, choice };
}

/** The rules of the account and what trading costs, before anything is chosen. */
export interface ChoiceBase {
  readonly riskProfile: RiskProfile;
  readonly costs: Readonly<Record<AssetClass, CostModel>>;
}

/** The settings of the pipeline that a choice comes to. */
export function settingsOf(
  choice: BacktestChoice,
  { riskProfile, costs }: ChoiceBase,
): ChoiceBase & { readonly profile: ValidationProfile } {
  const { riskPercent, minimumR } = riskProfile;
  const least = amount(choice.minimumR);
  return {
    profile: choice.profile,
    riskProfile: {
      ...riskProfile,
      riskPercent: mapped(riskPercent, (percent) => scaled(percent, choice.riskScale)),
      minimumR: mapped(minimumR, (own) => decimalText(Amount.max(amount(own), least))),
      maxHeatPercent: choice.maxHeatPercent,
    },
    costs: mapped(costs, (model) => scaledCosts(model, choice.costScale)),
  };
}

/** What a single run is set to. It has an analysis of its own only where the choice is about candidates. */
export function choiceSettings(
  choice: BacktestChoice,
  { riskProfile = CLASSIC_RISK, costs = DEFAULT_COSTS }: Partial<ChoiceBase> = {},
): ReturnType<typeof settingsOf> & { readonly analyzer?: AnalyzerFactory } {
  const settings = settingsOf(choice, { riskProfile, costs });
  if (choice.minConfidence === USUAL_CHOICE.minConfidence && choice.target === USUAL_CHOICE.target) return settings;
  const config = choice.profile === 'strict' ? STRICT_CONFIG : CLASSIC_CONFIG;
  return {
    ...settings,
    analyzer: (options) => {
      const analyzer = createAnalyzer(options, config);
      return {
        push: (bar) => chosenNews(analyzer.push(bar), choice),
        pushForNews: (bar) => {
          const news = analyzer.pushForNews(bar);
          return news === null ? null : chosenNews(news, choice);
        },
      };
    },
  };
}

/** What an analysis found, as the choice wants it. */
export function chosenNews(news: AnalysisNews, choice: BacktestChoice): AnalysisNews {
  return { ...news, candidates: news.candidates.flatMap((candidate) => chosenCandidate(candidate, choice) ?? []) };
}

/** A candidate as the choice wants it; null where it is as if it had not been found. */
export function chosenCandidate(candidate: Candidate, choice: BacktestChoice): Candidate | null {
  if (candidate.confidence < choice.minConfidence) return null;
  const { conservative } = candidate.targets;
  if (choice.target === 'PRIMARY' || conservative === null) return candidate;
  return { ...candidate, targets: { primary: conservative, secondary: [], conservative } };
}

function scaledCosts(model: CostModel, scale: string): CostModel {
  const { commission } = model;
  return {
    ...model,
    commission:
      commission.kind === 'PERCENT'
        ? { ...commission, percent: scaled(commission.percent, scale) }
        : { ...commission, perUnit: scaled(commission.perUnit, scale), minimum: scaled(commission.minimum, scale) },
    slippagePercent: scaled(model.slippagePercent, scale),
    impactPercentPerPercent: scaled(model.impactPercentPerPercent, scale),
  };
}

function scaled(value: string, scale: string): string {
  return decimalText(amount(value).times(amount(scale)));
}

function mapped<Key extends string, Value>(
  values: Readonly<Record<Key, Value>>,
  to: (value: Value) => Value,
): Readonly<Record<Key, Value>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, to(value as Value)])) as Record<
    Key,
    Value
  >;
}
