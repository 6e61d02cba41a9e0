import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readClientRequest } from './client-request.js';

describe('readClientRequest', () => {
  it('reads a subscription; absent and empty lists are no choice', () => {
    expect(readClientRequest('{"subscribe":{"symbols":["AAPL"],"types":[]}}')).toEqual({
      ok: true,
      subscription: { symbols: new Set(['AAPL']), types: null },
      resumeAfter: undefined,
      ping: false,
    });
  });

  it('reads a resume together with a subscription', () => {
    expect(readClientRequest('{"subscribe":{},"resume":{"after":41}}')).toMatchObject({
      ok: true,
      subscription: { symbols: null, types: null },
      resumeAfter: 41,
    });
  });

  it.each([
    ['', 'not-json'],
    ['[', 'not-json'],
    ['null', 'invalid-request'],
    ['{}', 'invalid-request'],
    ['{"subscribe":{"symbol":"AAPL"}}', 'invalid-request'],
    ['{"subscribe":{"types":["everything"]}}', 'invalid-request'],
    ['{"resume":{"after":-1}}', 'invalid-request'],
    ['{"resume":{"after":"1"}}', 'invalid-request'],
    ['{"resume":{"after":1e300}}', 'invalid-request'],
  ])('refuses %s as %s', (text, code) => {
    expect(readClientRequest(text)).toMatchObject({ ok: false, code });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        readClientRequest(text);
      }),
    );
  });
});
