import { type Amount, amount, decimalText, floorToStep, isPriceOrdered } from '@tape/risk-rules';
import type { PatternTargets } from '@tape/validation';
import type { Direction } from '@tape/wyckoff';
import type { EnginePlan, StandAside } from './engine.js';
import { type PolicyMode, splitSize } from './policy.js';

/** Whose plans become orders of the account. */
export type EntryEngines = 'A' | 'B' | 'A+B' | 'NONE';

/** Why it is not what the policy asks for; `engine-b-…` where engine B itself wants no trade. */
export type EntryReason =
  | 'not-planned-in-time'
  | 'experiment-failed'
  | 'direction-differs'
  | 'prices-out-of-order'
  | 'size-below-step'
  | 'no-share'
  | `engine-b-${StandAside}`;

/** The part of a signal's terms that an engine may set. Its guard, its campaign and its life stay the signal's. */
export interface EntryPart {
  readonly stop: string;
  readonly targets: PatternTargets;
  readonly positionSize: string;
}

export interface EntryDecision {
  readonly engines: EntryEngines;
  readonly reason: EntryReason | null;
  /** What takes the place of the signal's terms; null leaves them as they are, or nothing is entered. */
  readonly first: EntryPart | null;
  /** The second order, of engine B; only with `A+B`. */
  readonly second: EntryPart | null;
}

/** What risk has reserved for a signal: no decision may put more than this into the market, or at risk. */
export interface ReservedEntry {
  readonly direction: Direction;
  readonly entry: string;
  readonly stop: string;
  readonly targets: PatternTargets;
  readonly positionSize: string;
}

export interface EntryQuestion {
  readonly mode: PolicyMode;
  /** Share of engine A where capital is split, 0 to 100. */
  readonly splitPercent: number;
  readonly reserved: ReservedEntry;
  /** Engine B's plan; null when there is none in time, or its experiment came to nothing. */
  readonly planB: EnginePlan | null;
  readonly failed: boolean;
  readonly quantityStep: string;
}

/** Whether a mode may give an order to engine B; under the others nobody has to wait for a plan. */
export function asksEngineB(mode: PolicyMode): mode is 'ENGINE_B_PRIMARY' | 'SPLIT_CAPITAL' {
  return mode === 'ENGINE_B_PRIMARY' || mode === 'SPLIT_CAPITAL';
}

const KEPT: EntryDecision = { engines: 'A', reason: null, first: null, second: null };

/**
 * Whose plan a signal is entered by. At most one order, but where capital is split. Engine B's size is cut to what was reserved, by
 * size and by risk to its own stop. Where engine B is missing or its plan cannot be used, engine A trades as without a policy, or
 * with its share of the capital; where engine B looked and wants no trade, its order is not made.
 *
 * @throws RangeError when the reserved size is not on the instrument's step
 */
export function decideEntry(question: EntryQuestion): EntryDecision {
  const { mode } = question;
  if (!asksEngineB(mode)) return KEPT;
  return mode === 'ENGINE_B_PRIMARY' ? primaryB(question) : split(question);
}

function primaryB(question: EntryQuestion): EntryDecision {
  const { reserved } = question;
  const part = partOfB(question, reserved.positionSize);
  if (part.kind === 'part') return { engines: 'B', reason: null, first: part.part, second: null };
  return { engines: part.wantsNone ? 'NONE' : 'A', reason: part.reason, first: null, second: null };
}

function split(question: EntryQuestion): EntryDecision {
  const { reserved, splitPercent, quantityStep } = question;
  const sizes = splitSize(reserved.positionSize, splitPercent, quantityStep);
  const hasA = !amount(sizes.A).isZero();
  const ofA: EntryPart = { stop: reserved.stop, targets: reserved.targets, positionSize: sizes.A };
  if (amount(sizes.B).isZero()) return { ...KEPT, reason: 'no-share' };
  const part = partOfB(question, sizes.B);
  if (part.kind === 'part') {
    if (hasA) return { engines: 'A+B', reason: null, first: ofA, second: part.part };
    return { engines: 'B', reason: 'no-share', first: part.part, second: null };
  }
  return { engines: hasA ? 'A' : 'NONE', reason: part.reason, first: hasA ? ofA : null, second: null };
}

type PartOfB =
  | { readonly kind: 'part'; readonly part: EntryPart }
  | { readonly kind: 'no-part'; readonly reason: EntryReason; readonly wantsNone: boolean };

function none(reason: EntryReason, wantsNone = false): PartOfB {
  return { kind: 'no-part', reason, wantsNone };
}

/** @param most what of the reserved size is engine B's */
function partOfB({ planB, failed, reserved, quantityStep }: EntryQuestion, most: string): PartOfB {
  if (planB === null) return none(failed ? 'experiment-failed' : 'not-planned-in-time');
  if (planB.kind === 'stand-aside') return none(`engine-b-${planB.reason}`, true);
  const { direction, stop, targets, positionSize } = planB;
  if (direction !== reserved.direction) return none('direction-differs');
  if (!isPriceOrdered({ direction, entry: reserved.entry, stop, targets })) return none('prices-out-of-order');
  const size = leastOf([amount(positionSize), amount(most), sizeAtSameRisk(reserved, stop, most)]);
  const onStep = floorToStep(size, amount(quantityStep));
  if (onStep.lessThanOrEqualTo(0)) return none('size-below-step');
  return { kind: 'part', part: { stop, targets, positionSize: decimalText(onStep) } };
}

/** What loses at the other stop what `size` loses at the signal's. */
function sizeAtSameRisk({ entry, stop }: ReservedEntry, otherStop: string, size: string): Amount {
  const [own, other] = [stop, otherStop].map((price) => amount(entry).minus(amount(price)).abs()) as [Amount, Amount];
  return amount(size).times(own).div(other);
}

function leastOf(sizes: readonly Amount[]): Amount {
  return sizes.reduce((least, size) => (size.lessThan(least) ? size : least));
}
