import { describe, expect, it } from '@jest/globals';
import { assert, property, string } from 'fast-check';
import { subjectToken, textOfSubjectToken } from './subject-token.js';

describe('subjectToken', () => {
  it.each([
    ['AAPL', 'AAPL'],
    ['BRK.B', 'BRK%2EB'],
    ['EUR/USD', 'EUR%2FUSD'],
    ['*', '%2A'],
    ['ÅÄ', '%C3%85%C3%84'],
  ])('writes %s as %s', (text, token) => {
    expect(subjectToken(text)).toBe(token);
  });

  it('refuses empty text', () => {
    expect(() => subjectToken('')).toThrow(RangeError);
  });

  it('is one token that reads back as the text it came from', () => {
    assert(
      property(string({ minLength: 1, unit: 'grapheme' }), (text) => {
        const token = subjectToken(text);
        expect(token).toMatch(/^[A-Za-z0-9_%-]+$/);
        expect(textOfSubjectToken(token)).toBe(text);
      }),
    );
  });
});
