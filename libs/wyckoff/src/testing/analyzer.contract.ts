import { expect } from '@jest/globals';
import type { Bar } from '@tape/market';
import type { AnalysisStep, AnalyzerOptions } from '../analysis.js';
import { createAnalyzer } from '../analyzer.js';
import { CLASSIC_CONFIG, type AnalysisConfig } from '../config.js';
import { analyzerMaker } from '../promise/analyzer-maker.js';
import { checkRewrites } from '../promise/rewrite-check.js';
import { scaled } from './bar-story.contract.js';

const OPTIONS: AnalyzerOptions = { symbol: 'TEST', timeframe: '1d' };

export function stepsOf(
  bars: readonly Bar[],
  options = OPTIONS,
  config: AnalysisConfig = CLASSIC_CONFIG,
): AnalysisStep[] {
  const analyzer = createAnalyzer(options, config);
  return bars.map((bar) => analyzer.push(bar));
}

/** Nothing said of a bar changes when more bars or a snapshot come between. */
export function keepsItsWord(bars: readonly Bar[], cuts: readonly number[], maker = analyzerMaker(OPTIONS)): void {
  expect(checkRewrites(bars, maker, cuts).first).toBeNull();
}

/** Everything said, as text: equality byte for byte. */
export function said(steps: readonly AnalysisStep[]): string[] {
  return steps.map((step) => JSON.stringify(step));
}

/** The step with every price divided and every name of a level kept: what must not change when prices are multiplied by 4. */
export function inUnits(steps: readonly AnalysisStep[], price: number): unknown {
  const PRICES = new Set([
    'price',
    'ice',
    'creek',
    'jump',
    'conservativeObjective',
    'entry',
    'stop',
    'primary',
    'conservative',
    'atr',
    'low',
    'high',
  ]);
  const convert = (value: unknown, key: string): unknown => {
    if (typeof value === 'number') return PRICES.has(key) ? value / price : value;
    if (Array.isArray(value)) return value.map((item) => convert(item, key === 'secondary' ? 'price' : key));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, convert(inner, name)]));
  };
  return convert(steps, '');
}

export function keepsScale(bars: readonly Bar[]): void {
  expect(inUnits(stepsOf(scaled(bars, 4, 4)), 4)).toEqual(inUnits(stepsOf(bars), 1));
}

/** What holds of any steps whatever the market did. */
export function isWellFormed(steps: readonly AnalysisStep[]): void {
  const ids = new Set<string>();
  const events = new Set<string>();
  for (const step of steps) {
    expectNumbers(step);
    for (const candidate of step.candidates) {
      expect(ids.has(candidate.id)).toBe(false);
      ids.add(candidate.id);
      const { direction, entry, stop, targets, guard, range } = candidate;
      const sign = direction === 'LONG' ? 1 : -1;
      expect(sign * stop).toBeLessThan(sign * entry);
      expect(sign * targets.primary).toBeGreaterThan(sign * entry);
      expect(sign * guard.price).toBeLessThan(sign * entry);
      for (const target of targets.secondary) {
        expect(sign * target).toBeGreaterThan(sign * entry);
        expect(sign * target).toBeLessThan(sign * targets.primary);
      }
      const risk = Math.abs(entry - stop) / entry;
      expect(risk).toBeGreaterThanOrEqual(0.01 - 1e-12);
      expect(risk).toBeLessThanOrEqual(0.1 + 1e-12);
      expect(range.ice).toBeLessThan(range.creek);
      expect(candidate.confidence).toBeLessThanOrEqual(95);
      expect(stop).toBeGreaterThan(0);
    }
    for (const event of step.events) {
      const key = `${event.event}:${event.side}:${event.rangeId}:${event.eventTimeMs}`;
      expect(events.has(key)).toBe(false);
      events.add(key);
      expect(event.eventTimeMs).toBeLessThanOrEqual(event.knownAtMs);
    }
    for (const change of step.phases) {
      const { rangeId, event, reason, phase, eventTimeMs, knownAtMs } = change;
      const key = `${rangeId}:${event ?? reason}:${phase}:${eventTimeMs}:${knownAtMs}`;
      expect(events.has(key)).toBe(false);
      events.add(key);
    }
    expect(new Set(step.ranges.map(({ id }) => id)).size).toBe(step.ranges.length);
    for (const range of step.ranges) expect(range.ice).toBeLessThan(range.creek);
  }
}

function expectNumbers(value: unknown): void {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) expect(value).toBe('a finite number');
  } else if (value !== null && typeof value === 'object')
    for (const inner of Object.values(value)) expectNumbers(inner);
}
