import { describe, expect, it } from '@jest/globals';
import type { EmergencyExit } from './emergency-trigger.js';
import { exitReport, exitTimeMs, isExited, type ExitedPosition, type ExitFacts } from './exit-report.js';
import { DAY_MS, MARCH_15_MS } from './testing/sample-risk.js';

const CLOSE = MARCH_15_MS + DAY_MS;

function exit(overrides: Partial<EmergencyExit> = {}): EmergencyExit {
  return {
    id: 'SPRING_LOW_BREAK:c:ACME:1d:1',
    trigger: 'SPRING_LOW_BREAK',
    campaignId: 'c',
    symbol: 'ACME',
    timeframe: '1d',
    barTimeMs: MARCH_15_MS,
    measured: '94',
    limit: '95',
    message: 'low 94 is under the guard 95 of campaign c',
    ...overrides,
  };
}

function position(overrides: Partial<ExitedPosition> = {}): ExitedPosition {
  return {
    positionId: 'p1',
    signalId: 's1',
    campaignId: 'c',
    symbol: 'ACME',
    direction: 'LONG',
    pattern: 'SPRING',
    quantity: '100',
    entryPrice: '100',
    exitPrice: '93.1',
    exitReason: 'EMERGENCY_EXIT',
    initialRisk: '500',
    realisedPnl: '-692',
    fees: '2',
    rMultiple: '-1.384',
    openedAtMs: MARCH_15_MS - 3 * DAY_MS,
    closedAtMs: CLOSE,
    ...overrides,
  };
}

function facts(overrides: Partial<ExitFacts> = {}): ExitFacts {
  return { exit: exit(), campaign: null, positions: [position()], fills: [], withdrawn: [], ...overrides };
}

describe('isExited', () => {
  it.each([
    ['open before, closed by it', {}, {}, true],
    ['still open', {}, { closedAtMs: null }, true],
    ['opened at the open of that bar', {}, { openedAtMs: MARCH_15_MS }, true],
    ['stopped out inside that bar', {}, { closedAtMs: MARCH_15_MS }, false],
    ['opened by the next bar', {}, { openedAtMs: CLOSE, closedAtMs: null }, false],
    ['of another campaign', {}, { campaignId: 'd' }, false],
    ['of any campaign, at a drawdown', { trigger: 'MAX_DRAWDOWN', campaignId: null }, { campaignId: 'd' }, true],
    ['of any campaign, at a daily loss', { trigger: 'DAILY_LOSS', campaignId: null }, {}, false],
  ] as const)('%s', (_, exitPart, positionPart, isMeant) => {
    expect(isExited(exit(exitPart), position(positionPart))).toBe(isMeant);
  });
});

describe('exitReport', () => {
  it('waits for the last position', () => {
    const open = position({ positionId: 'p2', closedAtMs: null });
    expect(exitReport(facts({ positions: [position(), open] }))).toBeNull();
  });

  it('says what was closed, for how much, how long it was held and how far from the level', () => {
    const second = position({ positionId: 'p0', realisedPnl: '-108', initialRisk: '300', openedAtMs: MARCH_15_MS });
    const fill = { id: 'f1', clientOrderId: 'o1', quantity: '100', price: '93.1', fees: '1', atMs: CLOSE };
    const report = exitReport(
      facts({
        positions: [second, position()],
        fills: [
          { ...fill, positionId: 'p1' },
          { ...fill, id: 'f2', positionId: 'stranger' },
        ],
        withdrawn: [{ reservationId: 'rsv_9', patternId: 'p9', reason: 'spring-low-break' }],
      }),
    );
    expect(report).toMatchObject({
      exitId: exit().id,
      cause: exit().message,
      triggeredAtMs: exitTimeMs(exit()),
      closedAtMs: CLOSE,
      secondsToFlat: 0,
      positionsClosed: 2,
      realisedPnl: '-800',
      fees: '4',
      rMultiple: '-1',
      heldSeconds: (4 * DAY_MS) / 1_000,
      positions: [
        { positionId: 'p1', heldSeconds: (4 * DAY_MS) / 1_000, slippagePercent: '2' },
        { positionId: 'p0', heldSeconds: DAY_MS / 1_000 },
      ],
      fills: [{ id: 'f1' }],
      withdrawnEntries: [{ reservationId: 'rsv_9' }],
    });
  });

  it('counts slippage against the trade for shorts, and none where the limit is a loss', () => {
    const short = position({ direction: 'SHORT', exitPrice: '96.9' });
    expect(exitReport(facts({ positions: [short] }))?.positions[0]?.slippagePercent).toBe('2');
    const drawdown = exit({ trigger: 'MAX_DRAWDOWN', campaignId: null, limit: '15', measured: '15.2' });
    expect(exitReport(facts({ exit: drawdown, positions: [short] }))?.positions[0]?.slippagePercent).toBeNull();
  });

  it('is complete at once when nothing was open', () => {
    expect(exitReport(facts({ positions: [] }))).toMatchObject({
      positionsClosed: 0,
      realisedPnl: '0',
      rMultiple: null,
      closedAtMs: null,
      heldSeconds: null,
    });
  });

  it('says the same when it is built again', () => {
    expect(exitReport(facts())).toEqual(exitReport(facts()));
  });
});
