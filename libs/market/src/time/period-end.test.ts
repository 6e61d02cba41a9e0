import { expect, it } from '@jest/globals';
import { parsePeriodEnd } from './period-end.js';

it.each([
  ['2024-02-29', '2024-02-29T23:59:59.999Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ['2024-02-29T12:00:00+02:00', '2024-02-29T10:00:00.000Z'],
])('%s ends at %s', (text, expected) => {
  expect(new Date(parsePeriodEnd(text) ?? Number.NaN).toISOString()).toBe(expected);
});

it.each(['2024-02-30', 'today', ''])('%s is no time', (text) => {
  expect(parsePeriodEnd(text)).toBeNull();
});
