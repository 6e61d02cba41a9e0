import { DAY_MS, BAR } from './story-cast.mjs';

const feed = {
  symbol: 'DEMO',
  timeframe: '1m',
  lastOpenTimeMs: BAR + 52_200_000,
  atMs: BAR + 52_500_000,
  missingBars: 4,
  message: 'No bar of DEMO 1m for 4 minutes of open market.',
};
const service = {
  service: 'detection',
  instance: 'detection-6f9c-1',
  message: 'ready',
  atMs: BAR + DAY_MS + 1_200,
};

/** Examples of what is said about feeds, services and symbols. */
export const OPERATIONS_STORY = {
  'backtest.progress': {
    payload: { backtestId: 'bt_6f9c', status: 'RUNNING', barsProcessed: 40_000, bars: 115_000, atMs: BAR + DAY_MS },
    invariants: ['`barsProcessed` grows; the last one says how it ended. No service acts on it.'],
  },
  'regime.changed': {
    payload: {
      symbol: 'DEMO',
      timeframe: '1d',
      from: { trend: 'NEUTRAL', volatility: 'CONTRACTION' },
      to: { trend: 'BULL', volatility: 'CONTRACTION' },
      barTimeMs: BAR,
      inputs: { ema50: 104.2, ema200: 101.7, rsi: 58.4, macd: 0.9, atrRatio: 0.92, widthRatio: 0.88 },
    },
    invariants: ['`from` and `to` differ.', 'Two readings in a row said `to`.'],
  },
  'feed.stale': { payload: feed, invariants: ['Only in hours in which the calendar expects bars.'] },
  'feed.recovered': {
    payload: { ...feed, atMs: BAR + 52_560_000, message: 'DEMO 1m gives bars again.' },
    invariants: ['Follows a `feed.stale` of the same series.'],
  },
  'feed.gap': {
    payload: { ...feed, message: '4 bars of DEMO 1m are missing.' },
    invariants: ['`missingBars` counts what the calendar expects, not what the clock would allow.'],
  },
  'service.started': { payload: service, invariants: ['Sent once a start, after the service is ready.'] },
  'service.stopped': {
    payload: { ...service, message: 'drained' },
    invariants: ['A service that was killed sends none: its absence is no proof that it runs.'],
  },
  'service.error': {
    payload: { ...service, message: 'Postgres is unreachable for 30 s' },
    invariants: ['For people and alerts; no service acts on it.'],
  },
  'symbol.state': {
    payload: { symbol: 'DEMO', from: 'STARTING', to: 'RUNNING', reason: 'warm', atMs: BAR + DAY_MS + 2_000 },
    invariants: ['CREATED → STARTING → RUNNING ⇄ PAUSED; ERROR → RECOVERING → RUNNING; STOPPED from any.'],
  },
};

export const DEAD_LETTER_EXAMPLE = {
  service: 'detection',
  stream: 'BARS',
  streamSequence: 48_213,
  subject: 'tape.v1.bar.ingested.1d.DEMO.7',
  messageId: `bar:DEMO:1d:${BAR}`,
  reason: 'bar.ingested: close: must be a plain decimal number of zero or more',
  deliveries: 1,
  atMs: BAR + DAY_MS + 900,
  body: '{"specversion":"1.0"}',
};
