import { describe, expect, it } from '@jest/globals';
import { streamOfSubject } from './stream-of-subject.js';

describe('streamOfSubject', () => {
  it.each([
    ['tape.v1.bar.ingested.1m.AAPL.3', 'BARS'],
    ['tape.v1.analysis.range.1m.AAPL.3', 'ANALYSIS'],
    ['tape.v1.analysis.watermark.1m.AAPL.3', 'PATTERNS'],
    ['tape.v1.risk.state', 'RISK'],
    ['dlq.risk.tape.v1.bar.ingested.1m.AAPL.3', 'DLQ'],
  ])('%s is kept by %s', (subject, stream) => {
    expect(streamOfSubject(subject)).toBe(stream);
  });

  it.each([['tape.v1.analysis.volume.1m.AAPL.3'], ['tape.v1.rpc.risk.assess'], ['other']])(
    'no stream keeps %s',
    (subject) => {
      expect(() => streamOfSubject(subject)).toThrow('no stream stores');
    },
  );
});
