import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assessRisk } from '@tape/contracts';
import { newsKindsOf } from '@tape/market';
import { BrokerConnection } from '@tape/messaging';
import { stageVerdict } from '@tape/risk-rules';
import { RunningValidation, soundPattern } from './running-validation.js';

const HOUR_MS = 3_600_000;
/** First Friday of March: the payroll report is due by its rule at 13:30 UTC. */
const NOON_MS = Date.parse('2024-03-01T12:00:00Z');
const MARCH = ['2024-02-01T00:00:00Z', '2024-04-01T00:00:00Z'] as const;

/** Risk that likes everything and reserves nothing. */
function likeEverything(nats: BrokerConnection['nats']): void {
  const verdict = stageVerdict({ stage: 'RISK', validator: 'risk', atMs: NOON_MS, findings: [], passMessage: 'fine' });
  nats.subscribe(assessRisk.subject, {
    callback: (error, message) => {
      if (error !== null) throw error;
      message.respond(JSON.stringify({ ok: true, value: { verdict, sizing: null } }));
    },
  });
}

describe('the stored calendar', () => {
  let validation: RunningValidation;
  beforeAll(async () => {
    validation = await RunningValidation.start({ RISK_PATIENCE_MS: '5000', RISK_LIVE_PATIENCE_MS: '5000' });
    likeEverything(validation.service.app.get(BrokerConnection, { strict: false }).nats);
  }, 120_000);
  afterAll(async () => {
    await validation?.stop();
  });

  async function cover(kind: string, subject: string): Promise<void> {
    await validation.database.query('insert into calendar_coverage values ($1, $2, $3, $4)', [kind, subject, ...MARCH]);
  }
  async function coverNews(...currencies: string[]): Promise<void> {
    for (const currency of currencies) for (const kind of newsKindsOf(currency)) await cover(kind, currency);
  }
  async function strategyOf(symbol: string, assetClass: 'STOCK' | 'FOREX'): Promise<string> {
    await validation.register(symbol);
    await validation.database.query('update instruments set asset_class = $2 where symbol = $1', [symbol, assetClass]);
    const hours = assetClass === 'STOCK' ? {} : { timeframe: '1h' as const };
    const pattern = soundPattern(symbol, { assetClass, closeTimeMs: NOON_MS, ...hours });
    await validation.offer(pattern);
    const { chain } = await validation.verdict(pattern.id);
    const last = chain.stages.at(-1);
    return `${last?.stage} ${last?.status} ${last?.reason}`;
  }
  async function reports(symbol: string, atMs: number): Promise<void> {
    await validation.database.query(`insert into earnings_dates values ($1, $2, 'test')`, [symbol, new Date(atMs)]);
  }

  it('warns where nobody knows when a company reports', async () => {
    expect(await strategyOf('DARK', 'STOCK')).toBe('STRATEGY WARN calendar-unavailable');
  });

  it('is silent where it is known that nothing is scheduled', async () => {
    await cover('EARNINGS', 'QUIET');
    expect(await strategyOf('QUIET', 'STOCK')).toBe('STRATEGY PASS null');
  });

  it('refuses 24 hours before a report, and not a millisecond earlier', async () => {
    await cover('EARNINGS', 'NEAR');
    await reports('NEAR', NOON_MS + 24 * HOUR_MS);
    expect(await strategyOf('NEAR', 'STOCK')).toBe('STRATEGY FAIL earnings-near');
    await cover('EARNINGS', 'FAR');
    await reports('FAR', NOON_MS + 24 * HOUR_MS + 1);
    expect(await strategyOf('FAR', 'STOCK')).toBe('STRATEGY PASS null');
  });

  it('that is missing still refuses dollar pairs around the payroll report, and only them', async () => {
    expect(await strategyOf('EURUSD', 'FOREX')).toBe('STRATEGY FAIL news-near');
    expect(await strategyOf('EURGBP', 'FOREX')).toBe('STRATEGY WARN calendar-unavailable');
  });

  it('that is complete knows better than the rule', async () => {
    await coverNews('USD', 'CAD');
    expect(await strategyOf('USDCAD', 'FOREX')).toBe('STRATEGY PASS null');
    await validation.database.query(`insert into economic_events values ('CPI', 'CAD', $1, 'test')`, [
      new Date(NOON_MS + 2 * HOUR_MS),
    ]);
    await coverNews('CHF');
    expect(await strategyOf('CADCHF', 'FOREX')).toBe('STRATEGY FAIL news-near');
  });
});
