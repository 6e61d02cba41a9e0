import { describe, expect, it } from '@jest/globals';
import type { AnalysisStep } from './analysis.js';
import { isWellFormed, stepsOf } from './testing/analyzer.contract.js';
import { upsideDown } from './testing/bar-story.contract.js';
import { accumulationSchematic } from './testing/schematic.contract.js';

const bars = accumulationSchematic();
const steps = stepsOf(bars);
/** Turned around 105 the schematic is a distribution between 110 and 120. */
const mirrored = stepsOf(upsideDown(bars, 105));

const events = (of: readonly AnalysisStep[]) => of.flatMap((step) => step.events);
const names = (of: readonly AnalysisStep[]) => [...new Set(events(of).map(({ event }) => event))];
const candidates = (of: readonly AnalysisStep[]) => of.flatMap((step) => step.candidates);
const phases = (of: readonly AnalysisStep[]) => {
  const line = of.flatMap((step) => step.phases.map(({ phase }) => phase));
  return line.filter((phase, index) => phase !== line[index - 1]);
};

describe('the accumulation schematic', () => {
  it('is read event by event, in the order of the textbook', () => {
    expect(names(steps)).toEqual(['SC', 'AR', 'ST', 'SPRING', 'TEST', 'SOS', 'LPS']);
  });

  it('walks through its phases', () => {
    expect(phases(steps)).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  it('offers the three longs once each, in the phase after their bar', () => {
    expect(candidates(steps).map(({ pattern, phase, direction }) => `${pattern} ${phase} ${direction}`)).toEqual([
      'SPRING C LONG',
      'SOS D LONG',
      'LPS D LONG',
    ]);
  });

  it('enters the spring at the close that confirms its test, stopped under its low and guarded at it', () => {
    const spring = candidates(steps)[0];
    const test = events(steps).find(({ event }) => event === 'TEST');
    const low = events(steps).find(({ event }) => event === 'SPRING');
    expect(spring?.knownAtMs).toBe(test?.knownAtMs);
    expect(spring?.eventTimeMs).toBe(low?.eventTimeMs);
    expect(spring?.guard).toEqual({ kind: 'SPRING_LOW', price: low?.price });
    expect(spring?.stop).toBeLessThan(low?.price ?? 0);
    expect(spring?.entry).toBe(bars.find(({ openTimeMs }) => openTimeMs === spring?.knownAtMs)?.close);
    expect(spring?.targets.secondary).toContain(spring?.range.creek);
    expect(spring?.id).toBe(`TEST:1d:SPRING:${low?.eventTimeMs}:${spring?.range.id}`);
  });

  it('guards what was bought on the jump at the creek it jumped', () => {
    for (const candidate of candidates(steps).slice(1)) {
      expect(candidate.guard).toEqual({ kind: 'CAMPAIGN_ICE', price: candidate.range.creek });
    }
  });

  it('is well formed', () => {
    isWellFormed(steps);
    isWellFormed(mirrored);
  });
});

describe('the schematic upside down', () => {
  it('is a distribution, event by event', () => {
    expect(names(mirrored)).toEqual(['BC', 'AR', 'ST', 'UTAD', 'SOW', 'LPSY']);
  });

  it('walks through the same phases', () => {
    expect(phases(mirrored)).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  it('offers the three shorts, the UTAD without a test', () => {
    expect(candidates(mirrored).map(({ pattern, direction }) => `${pattern} ${direction}`)).toEqual([
      'UTAD SHORT',
      'SOW SHORT',
      'LPSY SHORT',
    ]);
    const [utad, weakness] = candidates(mirrored);
    expect(utad?.guard.kind).toBe('UTAD_HIGH');
    expect(weakness?.guard).toEqual({ kind: 'CAMPAIGN_ICE', price: weakness?.range.ice });
  });
});
