/**
 * Some of at most 31 things, as bits by position. Most searches among swings end without a level, and a choice that is a number
 * leaves nothing behind.
 */
export type Chosen = number;

export const NONE: Chosen = 0;
export const ALL: Chosen = -1;

export function withOne(chosen: Chosen, position: number): Chosen {
  return chosen | (1 << position);
}

export function holds(chosen: Chosen, position: number): boolean {
  return (chosen & (1 << position)) !== 0;
}

/** The eldest chosen; there must be one. */
export function firstOf<T>(things: readonly T[], chosen: Chosen): T {
  let position = 0;
  while (!holds(chosen, position)) position += 1;
  return things[position]!;
}

/** Puts the chosen into a list that is there, in place of what was in it. */
export function theChosen<T>(things: readonly T[], chosen: Chosen, into: T[]): void {
  let count = 0;
  for (let i = 0; i < things.length; i += 1) {
    if (!holds(chosen, i)) continue;
    into[count] = things[i]!;
    count += 1;
  }
  into.length = count;
}
