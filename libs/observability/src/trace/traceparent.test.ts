import { describe, expect, it } from '@jest/globals';
import { trace } from '@opentelemetry/api';
import { withCorrelation } from './correlation.js';
import { withSpan } from './span.js';
import { contextOf, currentTraceparent } from './traceparent.js';

const INCOMING = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('traceparent', () => {
  it('passes what came in on, when this service does not trace', () => {
    expect(currentTraceparent()).toBeUndefined();
    withCorrelation({ correlationId: 'c', traceparent: INCOMING }, () => {
      expect(currentTraceparent()).toBe(INCOMING);
    });
  });

  it('reads a well-formed header as the remote parent', () => {
    expect(trace.getSpanContext(contextOf(INCOMING))).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      traceFlags: 1,
      isRemote: true,
    });
  });

  it.each([undefined, '', 'rubbish', `01${INCOMING.slice(2)}`, `00-${'0'.repeat(32)}-b7ad6b7169203331-01`])(
    'takes no parent from %s',
    (text) => {
      expect(trace.getSpanContext(contextOf(text))).toBeUndefined();
    },
  );
});

describe('withSpan', () => {
  it('returns what the work returns and throws what it throws', async () => {
    await expect(withSpan('detect_patterns', {}, () => 42)).resolves.toBe(42);
    await expect(withSpan('detect_patterns', {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
