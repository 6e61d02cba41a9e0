import { describe, expect, it } from '@jest/globals';
import { detectionConfig } from './config.js';

const extras = detectionConfig.pick({ DETECTOR_PLUGINS: true, HIGHER_TIMEFRAME: true });

describe('what operators add to the analysis', () => {
  it('is nothing unless they say so', () => {
    expect(extras.parse({})).toEqual({ DETECTOR_PLUGINS: [], HIGHER_TIMEFRAME: {} });
    expect(extras.parse({ DETECTOR_PLUGINS: '', HIGHER_TIMEFRAME: '' })).toEqual(extras.parse({}));
  });

  it('is read from lists', () => {
    expect(extras.parse({ DETECTOR_PLUGINS: ' /a.ts, b.js,', HIGHER_TIMEFRAME: '15m=4h,1d=1w' })).toEqual({
      DETECTOR_PLUGINS: ['/a.ts', 'b.js'],
      HIGHER_TIMEFRAME: { '15m': '4h', '1d': '1w' },
    });
  });

  it('is refused with a reason', () => {
    const reading = extras.safeParse({ HIGHER_TIMEFRAME: '1d=1h' });
    expect(reading.error?.issues).toEqual([
      expect.objectContaining({ path: ['HIGHER_TIMEFRAME'], message: "'1d=1h': 1h is not longer than 1d" }),
    ]);
  });
});
