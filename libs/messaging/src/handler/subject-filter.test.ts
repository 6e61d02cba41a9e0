import { describe, expect, it } from '@jest/globals';
import * as contracts from '@tape/contracts';
import type { EventDefinition } from '@tape/contracts';
import { subjectFilter, subjectShape } from './subject-filter.js';

const definitions = Object.values(contracts).filter(
  (each): each is typeof each & EventDefinition =>
    typeof each === 'object' && 'messageId' in each && 'partitionKey' in each,
) as readonly EventDefinition[];

describe('the subject filter of an event', () => {
  it.each([
    [contracts.barIngested, 5, 'tape.v1.bar.ingested.*.*.5'],
    [contracts.barIngested, null, 'tape.v1.bar.ingested.>'],
    [contracts.patternDetected, 15, 'tape.v1.pattern.detected.*.*.*.15'],
    [contracts.validated, 0, 'tape.v1.validation.passed.*.*.0'],
    [contracts.signalGenerated, null, 'tape.v1.signal.generated.>'],
    [contracts.tradingStateChanged, null, 'tape.v1.risk.state'],
  ])('%# selects a lane or all of them', (definition, lane, filter) => {
    expect(subjectFilter(subjectShape(definition as EventDefinition), lane)).toBe(filter);
  });

  it('can be told for every event there is', () => {
    expect(definitions.length).toBeGreaterThan(20);
    for (const definition of definitions) {
      expect(subjectShape(definition).prefix).toBe(`${contracts.SUBJECT_ROOT}.${definition.name}`);
    }
  });

  it('refuses an event whose subject does not start with its name', () => {
    const odd = { ...contracts.barIngested, name: 'bar.other' } as unknown as EventDefinition;
    expect(() => subjectShape(odd)).toThrow('must start with tape.v1.bar.other');
  });
});
