import { describe, expect, it } from '@jest/globals';
import {
  customDetected,
  orderFilled,
  outgoing,
  signalStatusChanged,
  tradingStateChanged,
  validated,
} from '@tape/contracts';
import { feedMessage } from './feed-message.js';

const ORIGIN = { source: 'test', timeMs: 1_700_000_000_000, correlationId: 'c1' };

describe('feedMessage', () => {
  it('maps the payload, keeps the business time and the sequence', () => {
    const event = outgoing(
      signalStatusChanged,
      { signalId: 's1', symbol: 'BRK.B', timeframe: '1d', from: 'APPROVED', to: 'CLAIMED', by: 'me', atMs: 0 },
      ORIGIN,
      16,
    );
    const message = feedMessage(JSON.stringify(event.envelope), 7);
    expect(message).toMatchObject({ type: 'signal_status', sequence: 7, symbol: 'BRK.B' });
    expect(JSON.parse(message?.text ?? '')).toEqual({
      type: 'signal_status',
      sequence: 7,
      timestamp: '2023-11-14T22:13:20.000Z',
      data: {
        signal_id: 's1',
        symbol: 'BRK.B',
        timeframe: '1d',
        from: 'APPROVED',
        to: 'CLAIMED',
        by: 'me',
        at: '1970-01-01T00:00:00.000Z',
      },
    });
  });

  it('says which step an order took', () => {
    const envelope = {
      type: 'tape.v1.order.filled',
      time: '2024-01-01T00:00:00.000Z',
      data: { symbol: 'AAPL', atMs: 0 },
    };
    expect(orderFilled.name).toBe('order.filled');
    expect(JSON.parse(feedMessage(JSON.stringify(envelope), 1)?.text ?? '')).toMatchObject({
      type: 'order',
      data: { event: 'filled' },
    });
  });

  it('hands on what a plug-in found', () => {
    const found = {
      symbol: 'AAPL',
      timeframe: '1d' as const,
      detector: 'HINGE',
      side: null,
      rangeId: null,
      eventTimeMs: 0,
      knownAtMs: 86_400_000,
      price: '101.50',
      score: 61,
      scoreParts: { quiet: 38, narrow: 23 },
      relativeVolume: null,
    };
    const message = feedMessage(JSON.stringify(outgoing(customDetected, found, ORIGIN, 16).envelope), 3);
    expect(message).toMatchObject({ type: 'custom_detected', symbol: 'AAPL' });
    expect(JSON.parse(message?.text ?? '')).toMatchObject({
      data: { detector: 'HINGE', event_time: '1970-01-01T00:00:00.000Z', known_at: '1970-01-02T00:00:00.000Z' },
    });
  });

  it('gives the account no symbol', () => {
    const event = outgoing(
      tradingStateChanged,
      {
        revision: 1,
        scope: { level: 'ACCOUNT', name: null },
        from: 'ACTIVE',
        to: 'HALTED',
        reason: 'drawdown',
        by: 'risk',
        atMs: 0,
      },
      ORIGIN,
      16,
    );
    expect(feedMessage(JSON.stringify(event.envelope), 1)).toMatchObject({ type: 'portfolio', symbol: null });
  });

  it.each(['', 'null', '[]', '{"type":"tape.v1.signal.status"}', '{"type":1,"time":"x","data":{}}'])(
    'passes over %s',
    (text) => {
      expect(feedMessage(text, 1)).toBeUndefined();
    },
  );

  it('has no name for verdicts, which come again as signals and rejections', () => {
    const text = JSON.stringify({ type: `tape.v1.${validated.name}`, time: 'x', data: {} });
    expect(feedMessage(text, 1)).toBeUndefined();
  });
});
