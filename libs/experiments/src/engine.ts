import type { Guard } from '@tape/risk-rules';
import type { PatternTargets } from '@tape/validation';
import type { Direction } from '@tape/wyckoff';
import { canonicalJson, type Sha256 } from './canonical-json.js';
import type { FrozenContext, MarketContext } from './market-context.js';
import type { EngineName } from './variant.js';

/** Why an engine does not trade a signal. */
export type StandAside =
  | 'too-few-bars'
  | 'no-range-of-prices'
  | 'rate-unavailable'
  | 'prices-out-of-order'
  /** An engine outside of this system says no more than that. */
  | 'outside-engine';

/** What an engine wants done with a signal. Entry is always the next open: nobody may wait for a better one. */
export type EnginePlan =
  | {
      readonly kind: 'trade';
      readonly direction: Direction;
      readonly stop: string;
      readonly targets: PatternTargets;
      readonly guard: Guard;
      readonly positionSize: string;
    }
  | { readonly kind: 'stand-aside'; readonly reason: StandAside };

/** A way to trade a signal. Pure: the same context gives the same plan. */
export interface Engine {
  readonly name: EngineName;
  /** Changes with its rules, so that results of different rules are not mixed. */
  readonly version: string;
  plan(context: MarketContext): EnginePlan;
}

/** A plan with the proof of what it was made from. */
export interface EngineAnswer {
  readonly engine: EngineName;
  readonly version: string;
  readonly plan: EnginePlan;
  /** SHA-256 of the very object the engine was given, taken after it answered. */
  readonly inputSha256: string;
}

/**
 * Asks both engines with one and the same object.
 *
 * @throws Error when an engine was not given, or left behind, what was frozen: a comparison on different inputs is none.
 */
export function askEngines(
  frozen: FrozenContext,
  engines: Readonly<Record<EngineName, Engine>>,
  sha256: Sha256,
): Readonly<Record<EngineName, EngineAnswer>> {
  const ask = (name: EngineName): EngineAnswer => {
    const engine = engines[name];
    const plan = engine.plan(frozen.context);
    const inputSha256 = sha256(canonicalJson(frozen.context));
    if (inputSha256 !== frozen.sha256) {
      throw new Error(`engine ${name} saw context ${inputSha256} instead of ${frozen.sha256}`);
    }
    return { engine: name, version: engine.version, plan, inputSha256 };
  };
  return { A: ask('A'), B: ask('B') };
}
