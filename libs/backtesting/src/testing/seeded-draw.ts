import type { Draw } from '../evidence/evidence-rules.js';

/** Park and Miller's generator: small, seeded, the same everywhere. */
export function seededDraw(seed: number): Draw {
  let state = (seed * 16_807 + 11) % 2_147_483_647;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
}
