import { assertSound } from './sound-step.js';
import { NOTHING, type StrategyStep } from './intent.js';
import type { StrategyInput, StrategyInstance } from './strategy.js';

export type RunState =
  | { readonly state: 'RUNNING' }
  /** Until it is opened or restored anew: half a bar may be in it. */
  | { readonly state: 'STOPPED'; readonly reason: string; readonly barTimeMs: number };

export interface IsolatedStep {
  readonly run: RunState;
  readonly step: StrategyStep;
}

/** An instance whose failure is its own: it says why it stopped, says nothing more, and throws at nobody. */
export interface IsolatedInstance {
  readonly instance: StrategyInstance;
  readonly run: RunState;
  push(input: StrategyInput): IsolatedStep;
}

const RUNNING: RunState = Object.freeze({ state: 'RUNNING' });

export function isolate(instance: StrategyInstance, from: RunState = RUNNING): IsolatedInstance {
  let run = from;
  return {
    instance,
    get run() {
      return run;
    },
    push: (input) => {
      if (run.state === 'STOPPED') return { run, step: NOTHING };
      try {
        const step = instance.push(input);
        assertSound(step);
        return { run, step };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        run = { state: 'STOPPED', reason, barTimeMs: input.bar.openTimeMs };
        return { run, step: NOTHING };
      }
    },
  };
}
