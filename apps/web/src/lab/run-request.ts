/** What is done with the bars: one run, every combination of some options, or choosing from the past again and again. */
export type StudyKind = 'SINGLE' | 'SWEEP' | 'WALK_FORWARD';

/** The form as it is filled in, all text. */
export interface RunForm {
  readonly kind: StudyKind;
  readonly timeframe: string;
  readonly from: string;
  readonly to: string;
  readonly equity: string;
  readonly profile: string;
  readonly target: string;
  readonly minConfidence: string;
  readonly riskScale: string;
  readonly minimumR: string;
  readonly maxHeat: string;
  readonly costScale: string;
  readonly objective: string;
  readonly windowMode: string;
  readonly inSampleDays: string;
  readonly outOfSampleDays: string;
}

export const EMPTY_FORM: RunForm = {
  kind: 'SINGLE',
  timeframe: '',
  from: '',
  to: '',
  equity: '100000',
  profile: 'classic',
  target: 'PRIMARY',
  minConfidence: '70',
  riskScale: '1',
  minimumR: '0',
  maxHeat: '10',
  costScale: '1',
  objective: 'expectancy_r',
  windowMode: 'ROLLING',
  inSampleDays: '365',
  outOfSampleDays: '90',
};

/** Options that take a list in a study, and what they are live. */
const NUMBERS = {
  min_confidence: ['minConfidence', '70'],
  risk_scale: ['riskScale', '1'],
  minimum_r: ['minimumR', '0'],
  max_heat_percent: ['maxHeat', '10'],
  cost_scale: ['costScale', '1'],
} as const;

const PATH: Readonly<Record<StudyKind, string>> = {
  SINGLE: 'orchestrator/backtest',
  SWEEP: 'backtests/sweep',
  WALK_FORWARD: 'backtests/walk-forward',
};

/** Where a form is sent, and as what. Options that are as they are live are left out; several values of one are the grid of a study. */
export function requestOf(
  form: RunForm,
  symbols: readonly string[],
  uploads: readonly string[],
): { readonly path: string; readonly body: object } {
  const options: Record<string, string | number> = { initial_equity: form.equity.trim() };
  const grid: Record<string, (string | number)[]> = {};
  const put = (name: string, values: readonly string[], live: string) => {
    const several = form.kind !== 'SINGLE' && values.length > 1;
    if (several) grid[name] = [...values];
    else if (values[0] !== undefined && values[0] !== live) options[name] = values[0];
  };
  for (const [name, [field, live]] of Object.entries(NUMBERS)) put(name, valuesOf(form[field]), live);
  put('profile', form.profile === 'both' ? ['classic', 'strict'] : [form.profile], 'classic');
  put('target', form.target === 'both' ? ['PRIMARY', 'CONSERVATIVE'] : [form.target], 'PRIMARY');
  const period = {
    ...(form.from === '' ? {} : { start_date: form.from }),
    ...(form.to === '' ? {} : { end_date: form.to }),
  };
  const bars = {
    ...(symbols.length === 0 ? {} : { symbols, timeframe: form.timeframe }),
    ...(uploads.length === 0 ? {} : { uploads }),
  };
  const study = form.kind === 'SINGLE' ? {} : { grid, objective: form.objective };
  const window =
    form.kind === 'WALK_FORWARD'
      ? {
          window: {
            mode: form.windowMode,
            in_sample_days: Number(form.inSampleDays),
            out_of_sample_days: Number(form.outOfSampleDays),
          },
        }
      : {};
  return { path: PATH[form.kind], body: { ...bars, ...period, options, ...study, ...window } };
}

/** `70, 75` as two values. */
function valuesOf(text: string): string[] {
  return text
    .split(/[,;\s]+/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
