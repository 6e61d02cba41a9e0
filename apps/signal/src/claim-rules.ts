import { tradablePattern } from '@tape/contracts';

/** Who may take which signals off the queue. */
export interface ClaimRule {
  /** Name of a symbol; `*` stands for any characters. */
  readonly symbol: string;
  /** Null: whatever the pattern. */
  readonly pattern: string | null;
  /** Null: whoever asks. */
  readonly claimers: readonly string[] | null;
}

export type ClaimRulesReading =
  | { readonly ok: true; readonly rules: readonly ClaimRule[] }
  | { readonly ok: false; readonly problem: string };

const RULE = /^(?<symbol>[^\s=:,]+)(?::(?<pattern>[A-Z]+))?=(?<claimers>[^\s=,]+)$/;

/**
 * Reads `AAPL=desk-a,EUR*:SPRING=desk-a|desk-b,*=execution`: symbol, perhaps a pattern, who may claim. The first rule that fits
 * a signal decides; where none fits, anybody may.
 */
export function readClaimRules(text: string): ClaimRulesReading {
  const rules: ClaimRule[] = [];
  for (const part of text.split(',').map((rule) => rule.trim())) {
    if (part === '') continue;
    const { symbol, pattern, claimers } = RULE.exec(part)?.groups ?? {};
    if (symbol === undefined || claimers === undefined) {
      return {
        ok: false,
        problem: `must be rules like AAPL=desk-a,EUR*:SPRING=desk-a|desk-b,*=execution, not '${part}'`,
      };
    }
    if (pattern !== undefined && !tradablePattern.safeParse(pattern).success) {
      return { ok: false, problem: `must name one of ${tradablePattern.options.join(', ')}, not '${pattern}'` };
    }
    const names = claimers.split('|');
    if (names.includes('')) return { ok: false, problem: `must name claimers with | between, not '${claimers}'` };
    rules.push({ symbol, pattern: pattern ?? null, claimers: names.includes('*') ? null : names });
  }
  return { ok: true, rules };
}

/** The name as a pattern of SQL's LIKE. */
export function likeOf({ symbol }: ClaimRule): string {
  return symbol.replaceAll(/[\\%_]/g, String.raw`\$&`).replaceAll('*', '%');
}
