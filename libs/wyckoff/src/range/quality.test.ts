import { describe, expect, it } from '@jest/globals';
import type { Touch } from '../level/touch.js';
import { rangeQuality } from './quality.js';

const edge = (count: number, price: number, volumes: (i: number) => number, spread = 0): Touch[] =>
  Array.from({ length: count }, (_, i) => ({
    index: i,
    timeMs: i,
    price: price + (i % 2 ? spread : -spread),
    volume: volumes(i),
    wick: 0,
  }));
const flat = () => 1000;
const falling = (i: number) => 1000 / (i + 1);

describe('the quality of a range', () => {
  it.each([
    [9, 0],
    [10, 10],
    [14, 10],
    [15, 15],
    [25, 20],
    [39, 20],
    [40, 30],
  ])('gives %s bars %s points', (bars, points) => {
    const base = rangeQuality(edge(1, 100, flat), edge(1, 110, flat), 0);
    expect(rangeQuality(edge(1, 100, flat), edge(1, 110, flat), bars) - base).toBe(points);
  });

  it.each([
    [1, 1, 10],
    [2, 2, 20],
    [1, 3, 15],
    [3, 3, 30],
    [4, 4, 30],
  ])('gives %s and %s touches %s points', (ice, creek, points) => {
    expect(rangeQuality(edge(ice, 100, flat), edge(creek, 110, flat), 0)).toBe(points + 20);
  });

  it.each([
    [0.9, 20],
    [1.2, 15],
    [1.7, 10],
    [2.5, 0],
  ])('gives edges %s %% blurred %s points', (blur, points) => {
    expect(rangeQuality(edge(2, 100, flat, blur), edge(2, 110, flat), 0)).toBe(20 + points);
  });

  it('gives ten points for each edge whose tests grow quiet', () => {
    expect(rangeQuality(edge(2, 100, falling), edge(2, 110, flat), 0)).toBe(50);
    expect(rangeQuality(edge(2, 100, falling), edge(2, 110, falling), 0)).toBe(60);
  });

  it('is a hundred at most', () => {
    expect(rangeQuality(edge(4, 100, falling), edge(4, 110, falling), 100)).toBe(100);
  });
});
