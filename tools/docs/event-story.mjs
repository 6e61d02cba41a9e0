/**
 * One example of every event, told as one story: a simulated instrument builds a base, springs, is bought, and is sold
 * again when its guard breaks. The generator checks each payload against its contract, so an example cannot grow stale.
 */
const DAY_MS = 86_400_000;
const BAR = Date.UTC(2024, 4, 1);
const SPRING_BAR = BAR - 3 * DAY_MS;
const RANGE_START = BAR - 62 * DAY_MS;
const RANGE_ID = `DEMO:1d:${RANGE_START}`;
const CAMPAIGN_ID = 'DEMO-2024-02-29';
const PATTERN_ID = `DEMO:1d:SPRING:${SPRING_BAR}:${RANGE_ID}`;
const SIGNAL_ID = 'sig_5c1f0a9be2d34b7781ae90f2';
const RESERVATION_ID = `res:${PATTERN_ID}`;

const series = { symbol: 'DEMO', timeframe: '1d' };
const guard = { kind: 'SPRING_LOW', price: '97.15' };
const targets = { primary: '161.50', secondary: ['131.10', '146.30'], conservative: '116.00' };
const components = { pattern: 86, phase: 82, volume: 80 };

const pattern = {
  id: PATTERN_ID,
  ...series,
  assetClass: 'STOCK',
  simulated: true,
  pattern: 'SPRING',
  side: 'ACCUMULATION',
  direction: 'LONG',
  phase: 'C',
  phaseConfidence: 82,
  phaseBBars: 34,
  eventTimeMs: SPRING_BAR,
  knownAtMs: BAR,
  closeTimeMs: BAR + DAY_MS,
  entry: '100.70',
  stop: '96.20',
  targets,
  guard,
  confidence: 84,
  components,
  scoreParts: { penetration: 22, recovery: 25, volume: 20, test: 17 },
  range: {
    id: RANGE_ID,
    startTimeMs: RANGE_START,
    ice: '98.50',
    creek: '114.25',
    jump: '161.50',
    iceStrength: 78,
    creekStrength: 71,
    quality: 83,
    widthPercent: 15.99,
    durationBars: 43,
  },
  volume: {
    relativeVolume: 0.92,
    rangeRelativeVolume: 0.88,
    testVolumeRatio: 0.61,
    springType: 2,
    closePosition: 0.74,
    source: 'TRADED',
  },
  market: { atr: '1.90', atrPercentile: 41.5, volumePercentile: 37, adx: 17.2, trend: 'SIDEWAYS' },
};

const stage = (name, validator, rest = {}) => ({
  stage: name,
  status: 'PASS',
  validator,
  reason: null,
  message: 'Within its limits.',
  measured: null,
  limit: null,
  nearMiss: false,
  atMs: BAR + DAY_MS,
  metadata: {},
  ...rest,
});

const volumePass = stage('VOLUME', 'volume.stock', {
  message: 'Type 2 spring whose test printed 0.61 of its volume.',
  measured: '0.61',
  limit: '0.70',
  metadata: { springType: 2 },
});
const passedChain = {
  overall: 'PASS',
  needsReview: false,
  stages: [
    volumePass,
    stage('PHASE', 'phase.stock', { measured: 'phase C at 82', limit: 'phase C at 70' }),
    stage('LEVELS', 'levels.stock'),
    stage('RISK', 'risk.portfolio', { measured: '0.49', limit: '0.50' }),
    stage('STRATEGY', 'strategy.stock'),
  ],
};
const phaseFail = stage('PHASE', 'phase.stock', {
  status: 'FAIL',
  reason: 'phase-confidence-too-low',
  message: 'Phase C is known with a confidence of 66; 70 is needed.',
  measured: '66',
  limit: '70',
  nearMiss: true,
});
const failedChain = { overall: 'FAIL', needsReview: false, stages: [volumePass, phaseFail] };

const order = {
  clientOrderId: 'ord_91d2b7c40e6f4a53',
  signalId: SIGNAL_ID,
  campaignId: CAMPAIGN_ID,
  ...series,
  purpose: 'ENTRY',
  buySell: 'BUY',
  quantity: '109',
  state: 'NEW',
  filledQuantity: '0',
  averagePrice: null,
  fees: '0',
  reason: null,
  atMs: BAR + DAY_MS,
};
const position = {
  positionId: `pos:${SIGNAL_ID}`,
  signalId: SIGNAL_ID,
  campaignId: CAMPAIGN_ID,
  ...series,
  direction: 'LONG',
  quantity: '109',
  initialQuantity: '109',
  entryPrice: '100.92',
  stop: '96.20',
  exitPrice: null,
  exitReason: null,
  realisedPnl: '0',
  fees: '1.00',
  rMultiple: null,
  openedAtMs: BAR + DAY_MS,
  closedAtMs: null,
  atMs: BAR + DAY_MS,
};
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
const watermark = { ...series, throughOpenTimeMs: BAR };

const bar = { openTimeMs: BAR, open: '99.80', high: '101.05', low: '99.40', close: '100.70', volume: '1843200' };

const signal = {
  schemaVersion: 1,
  id: SIGNAL_ID,
  patternId: PATTERN_ID,
  ...series,
  assetClass: 'STOCK',
  simulated: true,
  direction: 'LONG',
  pattern: 'SPRING',
  phase: 'C',
  entry: '100.70',
  stop: '96.20',
  targets,
  guard,
  positionSize: '109',
  positionUnit: 'SHARES',
  notional: '10976.30',
  riskAmount: '490.50',
  riskPercent: '0.4905',
  rMultiple: '13.51',
  confidence: 84,
  components,
  campaignId: CAMPAIGN_ID,
  reservationId: RESERVATION_ID,
  validationChain: passedChain,
  rangeLevels: { rangeId: RANGE_ID, ice: '98.50', creek: '114.25', jump: '161.50' },
  volumeSource: 'TRADED',
  needsReview: false,
  priority: 82.4,
  correlationId: `bar:DEMO:1d:${BAR}`,
  eventTimeMs: SPRING_BAR,
  barTimeMs: BAR,
  createdAtMs: BAR + DAY_MS,
  expiresAtMs: BAR + 4 * DAY_MS,
};

const LATER = BAR + 9 * DAY_MS;

/** @type {Record<string, { payload: object, invariants: string[] }>} */
export const EVENT_STORY = {
  'bar.ingested': {
    payload: {
      ...series,
      assetClass: 'STOCK',
      ...bar,
      source: 'SIMULATED',
      previousOpenTimeMs: BAR - DAY_MS,
    },
    invariants: [
      '`low` ≤ `open`, `close` ≤ `high`, all above zero; `volume` ≥ 0.',
      'Bars of one series are published in the order of `openTimeMs`, each once.',
      '`previousOpenTimeMs` chains the series: a break in the chain is a lost bar, not a closed market.',
    ],
  },
  'analysis.volume': {
    payload: {
      ...series,
      ...bar,
      simulated: true,
      ratio: 0.78,
      spread: 0.91,
      closePosition: 0.7879,
      effortResult: 'NORMAL',
      warmingBarsToGo: 0,
      side: 'ACCUMULATION',
      phase: 'C',
    },
    invariants: [
      'One a bar, over core NATS: who does not listen misses it, and nothing depends on it.',
      'The averages exclude the bar itself.',
    ],
  },
  'analysis.range': {
    payload: {
      rangeId: RANGE_ID,
      ...series,
      side: 'ACCUMULATION',
      state: 'ACTIVE',
      startTimeMs: RANGE_START,
      knownAtMs: BAR,
      ice: '98.50',
      creek: '114.25',
      jump: '161.50',
      conservativeObjective: '130.00',
      quality: 83,
      iceStrength: 78,
      creekStrength: 71,
      durationBars: 43,
    },
    invariants: [
      '`ice` < `creek`.',
      'Published on change only; a later event of the same `rangeId` replaces this one.',
    ],
  },
  'analysis.phase': {
    payload: {
      ...series,
      rangeId: RANGE_ID,
      side: 'ACCUMULATION',
      event: 'SPRING',
      phase: 'C',
      previousPhase: 'B',
      confidence: 82,
      reason: 'spring',
      eventTimeMs: SPRING_BAR,
      knownAtMs: SPRING_BAR + DAY_MS,
      price: '97.15',
      score: 79,
    },
    invariants: ['`eventTimeMs` ≤ `knownAtMs`.', 'An event once published is never withdrawn and never moved.'],
  },
  'analysis.watermark': {
    payload: watermark,
    invariants: ['Never goes back within a series.', 'In the stream it stands behind every pattern it speaks of.'],
  },
  'validation.watermark': {
    payload: watermark,
    invariants: ['Never goes back within a series.', 'In the stream it stands behind every verdict it speaks of.'],
  },
  'signal.watermark': {
    payload: watermark,
    invariants: ['Never goes back within a series.', 'Only wakes a waiting reader: `series_progress` holds the truth.'],
  },
  'execution.watermark': {
    payload: watermark,
    invariants: ['Never goes back within a series.', 'Only wakes a waiting reader: `series_progress` holds the truth.'],
  },
  'guard.watermark': {
    payload: watermark,
    invariants: ['Never goes back within a series.', 'Only wakes a waiting reader: `series_progress` holds the truth.'],
  },
  'pattern.detected': {
    payload: pattern,
    invariants: [
      'LONG: `stop` < `entry` < `targets.primary`; SHORT mirrored.',
      'The same pattern is published once, ever: live, in a replay and after a restart it has the same `id`.',
      '`eventTimeMs` ≤ `knownAtMs`; no bar after `knownAtMs` was looked at.',
    ],
  },
  'detector.failed': {
    payload: {
      ...series,
      detector: 'spring',
      openTimeMs: BAR,
      message: 'a broken invariant: swing low above swing high',
      circuitOpen: false,
    },
    invariants: ['The other detectors have seen the bar; the bar itself is not lost.'],
  },
  'validation.passed': {
    payload: {
      pattern,
      chain: passedChain,
      sizing: {
        reservationId: RESERVATION_ID,
        campaignId: CAMPAIGN_ID,
        quantity: '109',
        unit: 'SHARES',
        notional: '10976.30',
        riskAmount: '490.50',
        riskPercent: '0.4905',
        rMultiple: '13.51',
      },
    },
    invariants: ['Five stages, none of them FAIL.', '`sizing` is there and its money is reserved.'],
  },
  'validation.rejected': {
    payload: { pattern, chain: failedChain, sizing: null },
    invariants: ['The last stage is the one that failed; later stages were not asked.', 'No money is reserved for it.'],
  },
  'signal.generated': {
    payload: signal,
    invariants: [
      'Immutable; only its status moves, and each move is a `signal.status` event.',
      '`rMultiple` agrees with entry, stop and primary target.',
      'The row is in Postgres before this event is published.',
    ],
  },
  'signal.rejected': {
    payload: {
      schemaVersion: 1,
      id: 'rej_5c1f0a9be2d34b7781ae90f2',
      patternId: PATTERN_ID,
      ...series,
      assetClass: 'STOCK',
      simulated: true,
      direction: 'LONG',
      pattern: 'SPRING',
      phase: 'C',
      entry: '100.70',
      stop: '96.20',
      target: '161.50',
      confidence: 84,
      stage: 'PHASE',
      reason: 'phase-confidence-too-low',
      message: phaseFail.message,
      measured: '66',
      limit: '70',
      nearMiss: true,
      validationChain: failedChain,
      correlationId: `bar:DEMO:1d:${BAR}`,
      eventTimeMs: SPRING_BAR,
      barTimeMs: BAR,
      rejectedAtMs: BAR + DAY_MS,
    },
    invariants: ['`stage`, `reason`, `measured` and `limit` are those of the last entry of the chain.'],
  },
  'signal.status': {
    payload: {
      signalId: SIGNAL_ID,
      ...series,
      from: 'APPROVED',
      to: 'CLAIMED',
      by: 'execution',
      atMs: BAR + DAY_MS,
    },
    invariants: [
      'APPROVED → CLAIMED → FILLED → TARGET_HIT, STOPPED or CLOSED; or EXPIRED, or CANCELLED. Nothing else.',
    ],
  },
  'risk.state': {
    payload: {
      revision: 4,
      from: 'ACTIVE',
      to: 'HALTED',
      reason: 'max-drawdown',
      by: 'risk',
      atMs: LATER,
    },
    invariants: ['`revision` grows by one.', 'A halt ends by a person with a note, never by itself.'],
  },
  'risk.campaign': {
    payload: {
      campaignId: CAMPAIGN_ID,
      ...series,
      direction: 'LONG',
      state: 'ACTIVE',
      previousState: 'FORMING',
      guardPrice: '97.15',
      reason: 'entry-filled',
      atMs: BAR + DAY_MS,
    },
    invariants: ['FORMING → ACTIVE → MARKUP or MARKDOWN → COMPLETED, or INVALIDATED from any of them.'],
  },
  'risk.exit': {
    payload: {
      id: `exit:SPRING_LOW_BREAK:${CAMPAIGN_ID}:${LATER}`,
      trigger: 'SPRING_LOW_BREAK',
      campaignId: CAMPAIGN_ID,
      ...series,
      barTimeMs: LATER,
      measured: '96.90',
      limit: '97.15',
      message: 'The low of 96.90 broke the spring low of 97.15.',
    },
    invariants: [
      'Published once per trigger, campaign and bar.',
      'Execution closes what it names with a market order; on paper that fills at the next open.',
    ],
  },
  'order.created': {
    payload: order,
    invariants: ['The row with its `clientOrderId` is in Postgres before anything is sent.'],
  },
  'order.submitted': { payload: { ...order, state: 'SUBMITTED' }, invariants: ['Follows `order.created`.'] },
  'order.filled': {
    payload: { ...order, state: 'FILLED', filledQuantity: '109', averagePrice: '100.92', fees: '1.00' },
    invariants: ['`filledQuantity` never goes back and never exceeds `quantity`.'],
  },
  'order.cancelled': {
    payload: { ...order, state: 'CANCELLED', reason: 'open-through-stop' },
    invariants: ['`reason` is there. What was filled before stays filled.'],
  },
  'order.rejected': {
    payload: { ...order, state: 'REJECTED', reason: 'insufficient-funds' },
    invariants: ['`reason` is there. Nothing of it was filled.'],
  },
  'position.opened': {
    payload: position,
    invariants: ['`quantity` = `initialQuantity` > 0.', 'One position per signal.'],
  },
  'position.modified': {
    payload: {
      ...position,
      quantity: '55',
      stop: '100.92',
      realisedPnl: '819.10',
      fees: '2.00',
      atMs: BAR + 5 * DAY_MS,
    },
    invariants: ['`quantity` never grows; the stop never moves against the position.'],
  },
  'position.closed': {
    payload: {
      ...position,
      quantity: '0',
      exitPrice: '96.41',
      exitReason: 'EMERGENCY_EXIT',
      realisedPnl: '-493.59',
      fees: '2.00',
      rMultiple: '-0.96',
      closedAtMs: LATER + DAY_MS,
      atMs: LATER + DAY_MS,
    },
    invariants: ['`quantity` is 0; `exitPrice`, `exitReason`, `rMultiple` and `closedAtMs` are there.'],
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
