import type { AnalysisStep } from '../analysis.js';
import type { Difference } from './step-difference.js';

/** What an analyzer has said so far, by identity: the same thing may be said once. */
export class Sayings {
  readonly #said = new Map<string, string>();

  get count(): number {
    return this.#said.size;
  }

  /** What was said under this key before; null when it is new. */
  remember(key: string, text: string): string | null {
    const before = this.#said.get(key);
    this.#said.set(key, before ?? text);
    return before ?? null;
  }
}

type Contradiction = Difference & { readonly kind: 'twice' | 'backdated' };

/** The first thing in a step that was said before, or that claims to have been known at another bar or before its own. */
export function contradictionIn(step: AnalysisStep, openTimeMs: number, sayings: Sayings): Contradiction | null {
  let found: Contradiction | null = null;
  const hear = (path: string, name: string, key: string, thing: { eventTimeMs: number; knownAtMs: number }): void => {
    const text = JSON.stringify(thing);
    const before = sayings.remember(key, text);
    if (before !== null) found ??= { kind: 'twice', path, name, before, after: text };
    if (thing.knownAtMs !== openTimeMs || thing.eventTimeMs > openTimeMs) {
      found ??= { kind: 'backdated', path, name, before: String(openTimeMs), after: text };
    }
  };
  for (const [index, event] of step.events.entries()) {
    const { event: name, side, rangeId, eventTimeMs } = event;
    hear(`events[${index}]`, name, `event:${name}:${side}:${rangeId}:${eventTimeMs}`, event);
  }
  for (const [index, event] of step.customEvents.entries()) {
    hear(`customEvents[${index}]`, event.detector, `custom:${event.detector}:${event.knownAtMs}`, event);
  }
  for (const [index, change] of step.phases.entries()) {
    const { rangeId, event, reason, phase, eventTimeMs, knownAtMs } = change;
    const name = event ?? reason;
    hear(`phases[${index}]`, name, `phase:${rangeId}:${name}:${phase}:${eventTimeMs}:${knownAtMs}`, change);
  }
  for (const [index, candidate] of step.candidates.entries()) {
    hear(`candidates[${index}]`, candidate.id, `candidate:${candidate.id}`, candidate);
  }
  return found;
}
