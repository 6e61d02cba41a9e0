import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DETECTORS_LOADED } from './health.controller.js';

describe('detectors_loaded', () => {
  it('is the number of detectors there are', () => {
    const directory = resolve(import.meta.dirname, '../../../../libs/wyckoff/src/detector');
    const detectors = readdirSync(directory, { recursive: true }).filter((name) =>
      String(name).endsWith('.detector.ts'),
    );
    expect(detectors).toHaveLength(DETECTORS_LOADED);
  });
});
