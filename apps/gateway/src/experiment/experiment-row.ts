import { EXPERIMENT_STATES } from './experiments.dto.js';
import { toWire, type Wire } from '../wire/to-wire.js';

/** Instants of a row of JSON, in milliseconds: `toWire` makes them text. */
const ms = (column: string, name: string): string => `'${name}', round(date_part('epoch', ${column}) * 1000)::bigint`;
const decimal = (column: string, name: string): string => `'${name}', trim_scale(${column})::text`;

/** One column, so that lists carry it as one item. Decimals as text. */
export const EXPERIMENT_COLUMN = `jsonb_build_object(
    'id', experiments.id, 'signalId', signal_id, 'signalSha256', signal_sha256, 'source', source, 'symbol', symbol,
    'timeframe', timeframe, 'state', state, 'variant', variant, 'contextSha256', context_sha256, 'attempts', attempts,
    'error', error, 'signal', signal, ${ms('received_at', 'receivedAtMs')}, ${ms('started_at', 'startedAtMs')},
    ${ms('completed_at', 'completedAtMs')},
    'policy', (select jsonb_build_object('version', p.version, 'mode', p.mode, 'splitPercentage', p.split_percentage)
               from execution_policies p where p.revision = policy_revision),
    'outcomes', (select coalesce(jsonb_agg(jsonb_build_object(
       'engine', o.engine, 'engineVersion', o.engine_version, 'kind', o.kind, 'inputSha256', o.input_sha256, 'plan', o.plan,
       'state', o.state, 'ending', o.ending, ${decimal('o.entry_price', 'entryPrice')}, ${ms('o.opened_at', 'openedAtMs')},
       'ownExit', case when o.own_r is null then null else jsonb_build_object(${decimal('o.own_exit_price', 'price')},
          ${decimal('o.own_r', 'rMultiple')}, ${ms('o.own_closed_at', 'atMs')}) end,
       'synchronisedExit', case when o.sync_r is null then null else jsonb_build_object(${decimal('o.sync_exit_price', 'price')},
          ${decimal('o.sync_r', 'rMultiple')}, ${ms('o.sync_closed_at', 'atMs')}) end) order by o.engine), '[]'::jsonb)
     from trade_outcomes o where o.experiment_id = experiments.id)) as item`;

export interface ExperimentRow {
  readonly item: object;
}

export function experimentToWire({ item }: ExperimentRow): Wire {
  return toWire(item);
}

const text = { type: 'string' } as const;
const instant = { type: 'string', format: 'date-time', nullable: true } as const;
const exit = {
  type: 'object',
  nullable: true,
  properties: { price: text, r_multiple: text, at: instant },
} as const;

/** The same for the API document. */
export const EXPERIMENT_SCHEMA = {
  type: 'object',
  required: ['id', 'signal_id', 'source', 'symbol', 'timeframe', 'state', 'policy', 'outcomes'],
  properties: {
    id: text,
    signal_id: text,
    signal_sha256: { ...text, description: 'Hash of what makes the signal this signal; the variant is drawn from it.' },
    source: { ...text, enum: ['OWN', 'WEBHOOK'] },
    symbol: text,
    timeframe: text,
    state: { ...text, enum: [...EXPERIMENT_STATES] },
    variant: { ...text, enum: ['A', 'B'], nullable: true },
    context_sha256: { ...text, nullable: true, description: 'Hash of the frozen market context.' },
    attempts: { type: 'integer' },
    error: { ...text, nullable: true },
    signal: { type: 'object' },
    received_at: instant,
    started_at: instant,
    completed_at: instant,
    policy: { type: 'object' },
    outcomes: {
      type: 'array',
      items: {
        type: 'object',
        required: ['engine', 'kind', 'state', 'input_sha256'],
        properties: {
          engine: { ...text, enum: ['A', 'B'] },
          engine_version: text,
          kind: { ...text, enum: ['REAL', 'SHADOW'] },
          input_sha256: { ...text, description: 'Hash of what the engine was given; equal for both.' },
          plan: { type: 'object' },
          state: { ...text, enum: ['OPEN', 'CLOSED', 'NOT_ENTERED'] },
          ending: { ...text, nullable: true },
          entry_price: { ...text, nullable: true },
          opened_at: instant,
          own_exit: { ...exit, description: "By the engine's own stop, target and time limit." },
          synchronised_exit: {
            ...exit,
            description: 'Together with the real trade of the signal; null where there was none.',
          },
        },
      },
    },
  },
};
