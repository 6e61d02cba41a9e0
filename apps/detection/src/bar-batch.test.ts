import { describe, expect, it } from '@jest/globals';
import type { BarIngested, OutgoingEvent } from '@tape/contracts';
import { inferInstrument, simulateMarket, toBar } from '@tape/market';
import type { Delivery } from '@tape/messaging';
import { createAnalyzer, type DetectorPlugin } from '@tape/wyckoff';
import { BarBatch } from './bar-batch.js';

const busyBar: DetectorPlugin = {
  name: 'BUSY_BAR',
  version: 1,
  reasons: ['usual'],
  step: (view) => {
    const { relativeVolume } = view.measures(0);
    if (relativeVolume === null || relativeVolume < 2) return { found: false, reason: 'usual' };
    return { found: true, side: null, barsAgo: 0, price: view.bar(0).close / 3, scoreParts: { volume: 50 } };
  },
};

const publisher: ConstructorParameters<typeof BarBatch>[0] = {
  outgoing: (definition, payload) =>
    ({
      name: definition.name,
      payload: definition.payload.parse(payload),
      subject: definition.subject(payload, 16),
      messageId: definition.messageId(payload),
    }) as unknown as OutgoingEvent,
  isHeard: () => true,
};

function published(batch: BarBatch): Record<string, never>[] {
  return batch.events as unknown as Record<string, never>[];
}

describe('a batch of bars', () => {
  it('publishes and stores what plug-ins found, beside what there was without them', () => {
    const instrument = { ...inferInstrument('ALPHA-SIM'), simulated: true };
    const read = (plugins: readonly DetectorPlugin[]): BarBatch => {
      const analyzer = createAnalyzer({ symbol: 'ALPHA-SIM', timeframe: '15m', plugins });
      const batch = new BarBatch(publisher);
      for (const bar of simulateMarket(7, 'ALPHA-SIM').take(800)) {
        const data = { ...bar, symbol: 'ALPHA-SIM', timeframe: '15m', source: 'SIMULATED' } as BarIngested;
        const delivery = { event: { id: 'x', correlationid: 'x', data } } as Delivery<BarIngested>;
        batch.add(delivery, analyzer.push(toBar(bar)), instrument, false);
      }
      return batch;
    };
    const batch = read([busyBar]);
    const withPlugin = published(batch);
    const custom = withPlugin.filter((event) => event['name'] === 'analysis.custom');
    expect(custom.length).toBeGreaterThan(3);
    expect(new Set(custom.map((event) => event['messageId'])).size).toBe(custom.length);
    expect(custom[0]).toMatchObject({
      subject: expect.stringMatching(/^tape\.v1\.analysis\.custom\.BUSY_BAR\.15m\.ALPHA-SIM\.\d+$/),
      payload: { detector: 'BUSY_BAR', price: expect.stringMatching(/^\d+(\.\d{1,8})?$/), score: 50, rangeId: null },
    });
    const others = withPlugin.filter((event) => event['name'] !== 'analysis.custom');
    expect(others).toEqual(published(read([])));
    const stored = custom.map((event) => ({ id: event['messageId'], custom: event['payload'] }));
    expect(batch.rows.customEvents).toEqual(stored);
  });
});
