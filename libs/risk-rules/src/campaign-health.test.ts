import { describe, expect, it } from '@jest/globals';
import { campaignMetrics, type CampaignPosition, type CampaignStanding } from './campaign-health.js';

function position(overrides: Partial<CampaignPosition> = {}): CampaignPosition {
  return {
    direction: 'LONG',
    quantity: '100',
    entryPrice: '100',
    initialRisk: '500',
    realisedPnl: '-1',
    fees: '1',
    closedAtMs: null,
    unrealisedPnl: '300',
    ...overrides,
  };
}

function standing(overrides: Partial<CampaignStanding> = {}): CampaignStanding {
  return {
    campaign: { state: 'ACTIVE', direction: 'LONG', guardPrice: '95' },
    positions: [position()],
    heldRisk: '0',
    equity: '100000',
    lastClose: '103',
    ...overrides,
  };
}

describe('campaignMetrics', () => {
  it('counts what is used of the budget, and results in R', () => {
    const closed = position({ closedAtMs: 5, unrealisedPnl: null, realisedPnl: '750', fees: '2' });
    expect(campaignMetrics(standing({ positions: [closed, position()], heldRisk: '700' }))).toEqual({
      health: 'WINNING',
      openPositions: 1,
      closedPositions: 1,
      riskBudget: '5000',
      riskUsed: '1200',
      riskUsedPercent: '24',
      realisedPnl: '749',
      unrealisedPnl: '300',
      realisedR: '0.749',
      unrealisedR: '0.3',
      fees: '3',
      guardDistancePercent: '7.77',
    });
  });

  it('has no R and no way to the guard before there is anything', () => {
    expect(campaignMetrics(standing({ positions: [], lastClose: null, heldRisk: '500' }))).toMatchObject({
      health: 'WAITING',
      riskUsed: '500',
      riskUsedPercent: '10',
      realisedR: null,
      unrealisedR: null,
      guardDistancePercent: null,
    });
  });

  // Entry 100 and guard 95: the guard is near under 96.
  it.each([
    ['103', '300', 'WINNING'],
    ['100', '0', 'WINNING'],
    ['99.99', '-1', 'LOSING'],
    ['96', '-400', 'LOSING'],
    ['95.99', '-401', 'ENDANGERED'],
    ['94', '-600', 'ENDANGERED'],
  ])('a long from 100 over a guard of 95, at %s: %s makes it %s', (lastClose, unrealisedPnl, health) => {
    const positions = [position({ unrealisedPnl })];
    expect(campaignMetrics(standing({ lastClose, positions })).health).toBe(health);
  });

  it.each([
    ['96', 'WINNING'],
    ['104', 'LOSING'],
    ['104.01', 'ENDANGERED'],
  ])('a short from 100 under a guard of 105, at %s: %s', (lastClose, health) => {
    const unrealisedPnl = String((100 - Number(lastClose)) * 100);
    const short = standing({
      campaign: { state: 'MARKDOWN', direction: 'SHORT', guardPrice: '105' },
      positions: [position({ direction: 'SHORT', unrealisedPnl })],
      lastClose,
    });
    expect(campaignMetrics(short).health).toBe(health);
  });

  it('takes a guard that was raised past the entry for protection, not for danger', () => {
    const campaign = { state: 'MARKUP', direction: 'LONG', guardPrice: '110' } as const;
    expect(campaignMetrics(standing({ campaign, lastClose: '110.5' })).health).toBe('WINNING');
    expect(campaignMetrics(standing({ campaign, lastClose: '109' })).health).toBe('ENDANGERED');
  });

  it.each([
    [null, 'LEAVING'],
    [9, 'ENDED'],
  ])('an invalidated campaign whose position closed at %s is %s', (closedAtMs, health) => {
    const campaign = { state: 'INVALIDATED', direction: 'LONG', guardPrice: '95' } as const;
    expect(campaignMetrics(standing({ campaign, positions: [position({ closedAtMs })] })).health).toBe(health);
  });
});
