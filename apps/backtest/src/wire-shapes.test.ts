import { describe, expect, it } from '@jest/globals';
import * as contracts from '@tape/contracts';
import { runBacktest, type BacktestSeries, type BarOutcome } from '@tape/backtesting';
import { inferInstrument, SIMULATED_MARKETS, SIMULATED_TIMEFRAME, simulateMarket, type PriceBar } from '@tape/market';

const BARS = 2_500;

/** The payload types, assigned without mapping: a difference does not compile. */
interface Wire {
  readonly patterns: readonly contracts.PatternDetected[];
  readonly verdicts: readonly contracts.Verdict[];
  readonly signals: readonly contracts.TradeSignal[];
  readonly rejections: readonly contracts.RejectedSignal[];
  readonly exits: readonly contracts.EmergencyExitTriggered[];
  readonly campaignChanges: readonly contracts.CampaignChanged[];
  readonly stateChanges: readonly contracts.TradingStateChanged[];
}

function simulatedSeries(symbol: string): BacktestSeries {
  const bars: PriceBar[] = [];
  for (const bar of simulateMarket(7, symbol)) {
    bars.push(bar);
    if (bars.length === BARS) break;
  }
  return { instrument: inferInstrument(symbol), timeframe: SIMULATED_TIMEFRAME, simulated: true, bars };
}

const outcomes: (BarOutcome & Wire)[] = [];
runBacktest({
  series: SIMULATED_MARKETS.slice(0, 4).map(({ symbol }) => simulatedSeries(symbol)),
  initialEquity: '100000',
  onBar: (outcome) => outcomes.push(outcome),
});

describe('what the pipeline makes', () => {
  it.each([
    ['patterns', contracts.detectedPattern],
    ['signals', contracts.tradeSignal],
    ['rejections', contracts.rejectedSignal],
    ['exits', contracts.emergencyExitTriggered.payload],
    ['campaignChanges', contracts.campaignChanged.payload],
    ['verdicts', contracts.validated.payload],
  ] as const)('%s are wire payloads as they are, nothing missing and nothing more', (kind, schema) => {
    const made = outcomes.flatMap((outcome): readonly unknown[] => outcome[kind]);
    expect(made.length).toBeGreaterThan(0);
    for (const payload of made) expect(schema.parse(payload)).toEqual(payload);
  });

  it('orders and positions are wire payloads as they are', () => {
    const events = outcomes.flatMap((outcome) => outcome.executionEvents);
    expect(events.length).toBeGreaterThan(0);
    for (const event of events) {
      if (event.kind === 'order') {
        const order: contracts.OrderEvent = event.order;
        expect(contracts.orderFilled.payload.parse(order)).toEqual(order);
      } else {
        const position: contracts.PositionEvent = event.position;
        expect(contracts.positionOpened.payload.parse(position)).toEqual(position);
      }
    }
  });

  it('message ids are unique over a whole run, so that nothing is dropped as a repeat', () => {
    const ids = outcomes.flatMap((outcome) => [
      ...outcome.executionEvents.map((event) =>
        event.kind === 'order'
          ? `${event.step}:${contracts.orderFilled.messageId(event.order)}`
          : `${event.step}:${contracts.positionOpened.messageId(event.position)}`,
      ),
      ...outcome.campaignChanges.map((change) => contracts.campaignChanged.messageId(change)),
      ...outcome.exits.map((exit) => contracts.emergencyExitTriggered.messageId(exit)),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
