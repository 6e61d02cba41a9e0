import type { Wire } from '../wire/to-wire.js';

/** Under this nothing is said. */
export const LEAST_SAMPLE = 10;
/** Under this what is said may be chance. */
export const SOUND_SAMPLE = 30;

/** As JSON, so that one column of a list carries it. Decimals as text, times as Postgres writes them. */
export const SHADOW_COLUMN = `(select json_build_object(
    'state', o.state, 'ending', o.ending, 'entry_price', trim_scale(o.entry_price)::text,
    'exit_price', trim_scale(o.exit_price)::text, 'r_multiple', trim_scale(o.r_multiple)::text,
    'opened_at', round(date_part('epoch', o.opened_at) * 1000), 'closed_at', round(date_part('epoch', o.closed_at) * 1000))
  from shadow_outcomes o where o.rejection_id = rejected_signals.id) as shadow`;

export interface ShadowRow {
  readonly state: string;
  readonly ending: string | null;
  readonly entry_price: string | null;
  readonly exit_price: string | null;
  readonly r_multiple: string | null;
  readonly opened_at: number | null;
  readonly closed_at: number | null;
}

export const SHADOW_SCHEMA = {
  type: 'object',
  nullable: true,
  description:
    'What the candidate would have earned on paper, costs included; null for refusals older than this measurement.',
  properties: {
    state: { type: 'string', enum: ['OPEN', 'WON', 'LOST', 'EXPIRED'] },
    ending: {
      type: 'string',
      nullable: true,
      description: 'target, stop, time-limit, or why it was never entered: open-beyond-stop for example.',
    },
    entry_price: { type: 'string', nullable: true },
    exit_price: { type: 'string', nullable: true, description: 'Average over the parts that were sold.' },
    r_multiple: { type: 'string', nullable: true, description: 'Result in units of the risk, after costs.' },
    opened_at: { type: 'string', format: 'date-time', nullable: true },
    closed_at: { type: 'string', format: 'date-time', nullable: true },
  },
} as const;

export function shadowToWire(row: ShadowRow | null): Wire {
  if (row === null) return null;
  return { ...row, opened_at: isoOrNull(row.opened_at), closed_at: isoOrNull(row.closed_at) };
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

/** Per stage and reason; `won`, `lost` and `sum_r` of those that were entered and have ended. */
export interface ShadowSums {
  readonly stage: string;
  readonly reason: string;
  readonly count: string;
  readonly open: string;
  readonly not_entered: string;
  readonly ended: string;
  readonly won: string;
  readonly lost: string;
  readonly mean_r: string | null;
}

/**
 * What a rule cost or saved: a refusal whose shadows lose was right. Nothing is reported under {@link LEAST_SAMPLE} ended
 * trades, and what rests on fewer than {@link SOUND_SAMPLE} says so. An end by time is neither win nor loss.
 */
export function shadowSummary(sums: ShadowSums): Wire {
  const ended = Number(sums.ended);
  const decided = Number(sums.won) + Number(sums.lost);
  const isEnough = ended >= LEAST_SAMPLE;
  return {
    stage: sums.stage,
    reason: sums.reason,
    count: Number(sums.count),
    open: Number(sums.open),
    not_entered: Number(sums.not_entered),
    ended,
    win_rate_pct: isEnough && decided > 0 ? Math.round((Number(sums.won) / decided) * 1_000) / 10 : null,
    expectancy_r: isEnough ? sums.mean_r : null,
    insufficient_sample: ended < SOUND_SAMPLE,
  };
}
