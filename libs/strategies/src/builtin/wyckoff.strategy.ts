import { TIMEFRAMES } from '@tape/market';
import { contentHash } from '@tape/risk-rules';
import type { Candidate } from '@tape/wyckoff';
import { defineStrategy } from '../strategy/define-strategy.js';
import { intended, NOTHING, type EnterIntent } from '../strategy/intent.js';
import type { Strategy } from '../strategy/strategy.js';

const WYCKOFF = { id: 'wyckoff', version: 1 } as const;

/**
 * The candidates of the analysis as intents, each with the levels, and the risk, of its pattern. A campaign is built in steps,
 * so candidates are passed on whatever is open; it knows no exits of its own, for campaigns have guards and targets.
 */
export function wyckoffStrategy(): Strategy {
  return defineStrategy({
    ...WYCKOFF,
    tier: 'SNIPER',
    timeframes: TIMEFRAMES,
    symbols: ['*'],
    legs: 1,
    definitionHash: contentHash(WYCKOFF.id, String(WYCKOFF.version)),
    begin: () => ({
      push: ({ bar, analysis }) => {
        if (analysis === null || analysis.candidates.length === 0) return NOTHING;
        return { intents: analysis.candidates.map((one) => intentOf(one, bar.openTimeMs)), refused: null };
      },
      state: () => null,
    }),
  });
}

function intentOf(candidate: Candidate, barTimeMs: number): EnterIntent {
  const { symbol, timeframe, direction, entry, stop, targets } = candidate;
  const base = intended(WYCKOFF, 'ENTER', symbol, timeframe, barTimeMs, direction);
  const { primary } = targets;
  return {
    ...base,
    id: `${base.id}:${candidate.id}`,
    kind: 'ENTER',
    entry,
    stop,
    targets: [{ price: primary, r: (primary - entry) / (entry - stop), share: 1 }],
    riskPercent: null,
    patternId: candidate.id,
    groupId: null,
  };
}
