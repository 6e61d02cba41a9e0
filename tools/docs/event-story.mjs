import { pattern, proposal, passedChain, phaseFail, failedChain, watermark, bar, signal } from './decision-cast.mjs';
import { EXECUTION_STORY } from './execution-story.mjs';
import { OPERATIONS_STORY } from './operations-story.mjs';
import {
  DAY_MS,
  BAR,
  SPRING_BAR,
  RANGE_START,
  RANGE_ID,
  CAMPAIGN_ID,
  PATTERN_ID,
  SIGNAL_ID,
  RESERVATION_ID,
  series,
  LATER,
} from './story-cast.mjs';

/**
 * One example of every event, told as one story: a simulated instrument builds a base, springs, is bought, and is sold
 * again when its guard breaks. The generator checks each payload against its contract, so an example cannot grow stale.
 */
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
      'One a bar while anybody listens, over core NATS: who does not listen misses it, and nothing depends on it.',
      'Who begins to listen to a series in the middle of a replay hears it a tenth of a second later at the latest.',
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
  'analysis.custom': {
    payload: {
      ...series,
      detector: 'HINGE',
      side: null,
      rangeId: RANGE_ID,
      eventTimeMs: BAR,
      knownAtMs: BAR,
      price: '100.70',
      score: 61,
      scoreParts: { quiet: 38, narrow: 23 },
      relativeVolume: 0.42,
    },
    invariants: [
      '`eventTimeMs` ≤ `knownAtMs`.',
      'At most one a bar of each plug-in.',
      'No phase, pattern or signal rests on it.',
    ],
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
  'strategy.watermark': {
    payload: { ...watermark, newsOpenTimeMs: BAR },
    invariants: [
      'Never goes back within a series.',
      'Only of series on which strategies work.',
      'Only wakes a waiting reader: `series_progress` holds the truth.',
    ],
  },
  'strategy.proposed': {
    payload: proposal,
    invariants: [
      'LONG: `stop` < `entry` < `targets.primary`; SHORT mirrored.',
      'The same entry is proposed once, ever: live, in a replay and after a restart it has the same `id`.',
      'Its verdict has been given, or will be, before execution works the bar after `knownAtMs`.',
    ],
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
      scope: { level: 'ACCOUNT', name: null },
      from: 'ACTIVE',
      to: 'HALTED',
      reason: 'max-drawdown',
      by: 'risk',
      atMs: LATER,
    },
    invariants: [
      '`revision` grows by one, over all scopes.',
      'The strictest of account, engine and symbol holds.',
      'A halt ends by a person with a note, never by itself.',
    ],
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
  ...EXECUTION_STORY,
  ...OPERATIONS_STORY,
};
