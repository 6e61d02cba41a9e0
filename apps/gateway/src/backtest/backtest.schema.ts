import { BACKTEST_KINDS, BACKTEST_STATUSES } from './backtest.dto.js';

const COUNT = { type: 'integer', minimum: 0 };
const NUMBER = { type: 'number', nullable: true };
const TIME = { type: 'string', format: 'date-time' };
const DECIMAL = { type: 'string', description: 'Decimal text, account currency.' };

function object(properties: Record<string, object>, optional: Record<string, object> = {}): object {
  return { type: 'object', required: Object.keys(properties), properties: { ...properties, ...optional } };
}

const INTERVAL = { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2, nullable: true };
const VARIED = { type: 'object', additionalProperties: true, example: { min_confidence: 75 } };
const OBJECTIVE = { type: 'string', example: 'expectancy_r' };

const FIGURES = {
  signals_generated: COUNT,
  trades: COUNT,
  win_rate_percent: NUMBER,
  expectancy_r: NUMBER,
  expectancy_interval: INTERVAL,
  profit_factor: NUMBER,
  net_pnl: DECIMAL,
  cagr_percent: NUMBER,
  max_drawdown_percent: { type: 'number' },
  sharpe: NUMBER,
  sortino: NUMBER,
  exposure_percent: NUMBER,
  final_equity: DECIMAL,
  insufficient_sample: { type: 'boolean' },
};

export const ACCEPTED_SCHEMA = object({
  backtest_id: { type: 'string', example: 'bt_1' },
  status: { type: 'string', enum: ['QUEUED'] },
  location: { type: 'string', example: '/api/v1/backtests/bt_1' },
  bars: COUNT,
  variants: { type: 'integer', minimum: 1, description: 'Runs of a study that are held against each other; else 1.' },
});

const SWEEP = {
  ...object({
    objective: OBJECTIVE,
    rows: {
      type: 'array',
      items: object({ varied: VARIED, ...FIGURES, objective_value: NUMBER, returns: { type: 'object' } }),
    },
    best: { type: 'integer', nullable: true, description: 'Place of the best row, from 0.' },
    deflated_sharpe: {
      ...object({
        sharpe: { type: 'number' },
        trials: COUNT,
        expected_by_chance: { type: 'number' },
        probability: { type: 'number', minimum: 0, maximum: 1 },
      }),
      nullable: true,
      description: 'How likely the best is better than the best of as many tries without skill.',
    },
    cautions: {
      type: 'array',
      items: { type: 'string', enum: ['insufficient-sample', 'not-above-chance', 'expectancy-may-be-zero'] },
    },
  }),
  nullable: true,
};

const WALK_FORWARD = {
  ...object({
    objective: OBJECTIVE,
    plan: { type: 'object' },
    variants: COUNT,
    steps: {
      type: 'array',
      items: object({
        in_sample_after: TIME,
        chosen_at: TIME,
        through: TIME,
        varied: VARIED,
        because: { type: 'string', enum: ['BEST_IN_SAMPLE', 'KEPT'] },
        in_sample: object(FIGURES),
        out_of_sample: { type: 'object', description: 'Statistics of the trades opened in the window.' },
      }),
    },
    in_sample_expectancy_r: NUMBER,
    out_of_sample_expectancy_r: NUMBER,
    efficiency: { ...NUMBER, description: 'Out of sample over in sample; null where nothing was promised.' },
    chosen: { type: 'object', additionalProperties: COUNT },
  }),
  nullable: true,
};

const ERROR = { ...object({ code: { type: 'string' }, message: { type: 'string' } }), nullable: true };

const HEAD = {
  id: { type: 'string' },
  kind: { type: 'string', enum: [...BACKTEST_KINDS] },
  status: { type: 'string', enum: [...BACKTEST_STATUSES] },
  bars: { ...COUNT, nullable: true },
  error: { ...ERROR, description: 'Why it failed; code `interrupted` where its process ended.' },
  request: { type: 'object', additionalProperties: true },
  created_at: TIME,
  finished_at: { ...TIME, nullable: true },
};

export const LISTED_BACKTEST_SCHEMA = object({
  ...HEAD,
  figures: { type: 'object', nullable: true, additionalProperties: true },
});

export const STORED_BACKTEST_SCHEMA = object({
  ...HEAD,
  signals: { type: 'array', items: { type: 'object' }, nullable: true },
  rejections: { type: 'array', items: { type: 'object' }, nullable: true },
  metrics: { type: 'object', nullable: true, additionalProperties: true },
  baseline: { type: 'object', nullable: true, additionalProperties: true },
  chance: {
    type: 'object',
    nullable: true,
    additionalProperties: true,
    description: 'The same trades entered at random: distribution of their mean R, and the percentile of the real one.',
  },
  equity_curve: { type: 'array', items: { type: 'object' }, nullable: true },
  trades: { type: 'array', items: { type: 'object' }, nullable: true },
  sweep: SWEEP,
  walk_forward: WALK_FORWARD,
});

export const UPLOAD_SCHEMA = object({
  upload_id: { type: 'string', example: 'up_1' },
  symbol: { type: 'string' },
  timeframe: { type: 'string' },
  rows: COUNT,
  accepted: COUNT,
  refused: COUNT,
  refusals: {
    type: 'array',
    items: object({
      line: COUNT,
      field: { type: 'string', nullable: true },
      rule: { type: 'string', nullable: true },
      message: { type: 'string', nullable: true },
    }),
  },
  refusals_truncated: { type: 'boolean' },
});
