import { OBJECTIVES, readChoice, readGrid, type BacktestChoice, type Variant } from '@tape/backtesting';
import type { runBacktest } from '@tape/contracts';
import { RpcRefusal } from '@tape/messaging';
import { isTimeZone, type RiskProfile } from '@tape/risk-rules';
import { z } from 'zod';
import type { JobTask } from './backtest-job.js';
import type { Period } from './bar-uploads.js';

export type BacktestRequest = z.infer<typeof runBacktest.request>;

const decimal = z.string().regex(/^\d{1,15}(\.\d{1,8})?$/, 'must be a plain decimal number as text, like "100000"');

/** Options of the account. All others are choices, of which those of a study are tried out. */
const accountOptions = z.object({
  initialEquity: decimal.refine((text) => Number(text) > 0, 'must be above zero').default('100000'),
  accountZone: z
    .string()
    .refine(isTimeZone, 'must be the IANA name of a zone, like UTC or America/New_York')
    .optional(),
  iceBreakPrice: z.enum(['LOW', 'CLOSE']).optional(),
  iceBreakTolerancePercent: decimal.refine((text) => Number(text) < 10, 'must be under 10').optional(),
});
const ACCOUNT_NAMES = new Set(Object.keys(accountOptions.shape));

/** What a request comes to before its bars are read. */
export interface ReadRequest {
  readonly initialEquity: string;
  readonly riskProfile: RiskProfile;
  readonly period: Period;
  readonly task: JobTask;
  readonly variants: number;
}

/** @param account the rules of the account where the request says nothing. @throws RpcRefusal `bad-…` */
export function readRequest(request: BacktestRequest, account: RiskProfile): ReadRequest {
  const { symbols, uploads, timeframe, startDate, endDate, options } = request;
  if (symbols.length + uploads.length === 0) throw refused('bad-request', 'no symbol and no upload was named');
  if (symbols.length > 0 && timeframe === null) throw refused('bad-request', 'timeframe: is needed with symbols');
  const entries = Object.entries(options);
  const read = accountOptions.safeParse(Object.fromEntries(entries.filter(([name]) => ACCOUNT_NAMES.has(name))));
  if (!read.success) {
    const issue = read.error.issues[0];
    throw refused('bad-options', `options.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'refused'}`);
  }
  const { initialEquity, accountZone, iceBreakPrice, iceBreakTolerancePercent } = read.data;
  const fixed = Object.fromEntries(entries.filter(([name]) => !ACCOUNT_NAMES.has(name)));
  const task = taskOf(request, fixed);
  return {
    initialEquity,
    riskProfile: {
      ...account,
      accountZone: accountZone ?? account.accountZone,
      iceBreak: {
        use: iceBreakPrice ?? account.iceBreak.use,
        tolerancePercent: iceBreakTolerancePercent ?? account.iceBreak.tolerancePercent,
      },
    },
    period: { fromMs: timeOf(startDate, 'start_date', 0), toMs: timeOf(endDate, 'end_date', endOfDay(endDate)) },
    task,
    variants: task.kind === 'SINGLE' ? 1 : task.variants.length,
  };
}

function taskOf({ study }: BacktestRequest, fixed: Record<string, unknown>): JobTask {
  const choice = choiceOf(fixed);
  if (study === null) return { kind: 'SINGLE', choice };
  const objective = OBJECTIVES.find((known) => known === study.objective);
  if (objective === undefined) throw refused('bad-objective', `objective: must be one of ${OBJECTIVES.join(', ')}`);
  const variants = variantsOf(study.grid, fixed);
  if (study.kind === 'SWEEP') return { kind: 'SWEEP', variants, objective };
  const { mode, inSampleDays, outOfSampleDays, minimumTrades } = study;
  return walkForwardTask({ variants, objective, plan: { mode, inSampleDays, outOfSampleDays, minimumTrades } });
}

function walkForwardTask(task: Omit<JobTask & { kind: 'WALK_FORWARD' }, 'kind'>): JobTask {
  // Nobody chooses what trading costs: chosen in sample it would always be nothing.
  if (task.variants.some(({ varied }) => varied.costScale !== undefined)) {
    throw refused('bad-grid', 'grid: costScale can be swept, but not chosen by a walk forward');
  }
  return { kind: 'WALK_FORWARD', ...task };
}

function choiceOf(fixed: Record<string, unknown>): BacktestChoice {
  const reading = readChoice(fixed);
  if (reading.ok) return reading.choice;
  throw refused('bad-options', `options.${reading.name}: ${reading.problem}`);
}

function variantsOf(grid: Record<string, unknown[]>, fixed: Record<string, unknown>): readonly Variant[] {
  const reading = readGrid(grid, fixed);
  if (reading.ok) return reading.variants;
  throw refused('bad-grid', `grid: ${reading.problem}`);
}

/** A date alone means the whole day. */
function endOfDay(date: string | null): number {
  return date !== null && /^\d{4}-\d{2}-\d{2}$/.test(date) ? 86_399_999 : 0;
}

function timeOf(date: string | null, field: string, addMs: number): number | undefined {
  if (date === null) return undefined;
  const time = Date.parse(date);
  if (!Number.isNaN(time)) return time + addMs;
  throw refused('bad-date', `${field}: '${date}' must be a date like 2024-01-31 or 2024-01-31T14:30:00Z`);
}

function refused(code: string, message: string): RpcRefusal {
  return new RpcRefusal(code, message, false);
}
