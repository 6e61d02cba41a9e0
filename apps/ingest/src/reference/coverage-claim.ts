import { isNewsKind, newsKindsOf, type RawReferenceRow } from '@tape/market';
import type { RefusedRow } from './distinct-rows.js';

/** Of what kind a calendar is complete, and for which symbol or currency. */
export interface CoveredSubject {
  readonly kind: string;
  readonly subject: string;
}

export interface CoverageClaim {
  readonly subjects: readonly CoveredSubject[];
  /** Subjects a refused row spoils; `*` when a refused row does not say of whom it speaks. */
  readonly notCovered: readonly string[];
}

const UNREADABLE = '*';

/** What a request for earnings covers: the symbols of its rows, and those it names besides. */
export function earningsClaim(
  rows: readonly { readonly symbol: string }[],
  named: readonly string[],
  refused: readonly RefusedRow[],
  raw: readonly RawReferenceRow[],
): CoverageClaim {
  const claimed = [...rows.map((row) => row.symbol), ...named].map((subject) => ({ kind: 'EARNINGS', subject }));
  const spoilt = refused.map(({ index, refusal }) => {
    const symbol = raw[index]?.['symbol'];
    return refusal.field === 'symbol' || typeof symbol !== 'string' ? UNREADABLE : symbol.trim();
  });
  return without(claimed, spoilt, ({ subject }) => subject);
}

/** What a request for economic events covers: each kind of each currency in its rows, and every kind of the currencies it names besides. */
export function newsClaim(
  rows: readonly { readonly kind: string; readonly currency: string }[],
  named: readonly string[],
  refused: readonly RefusedRow[],
  raw: readonly RawReferenceRow[],
): CoverageClaim {
  const claimed = [
    ...rows.map(({ kind, currency }) => ({ kind, subject: currency })),
    ...named.flatMap((subject) => newsKindsOf(subject).map((kind) => ({ kind, subject }))),
  ];
  const spoilt = refused.map(({ index, refusal }) => {
    const kind = raw[index]?.['kind'];
    const isKnown = refusal.field === 'at' && typeof kind === 'string' && isNewsKind(kind.trim().toUpperCase());
    return isKnown ? kind.trim().toUpperCase() : UNREADABLE;
  });
  return without(claimed, spoilt, ({ kind }) => kind);
}

function without(
  claimed: readonly CoveredSubject[],
  spoilt: readonly string[],
  nameOf: (subject: CoveredSubject) => string,
): CoverageClaim {
  const bad = new Set(spoilt);
  const distinct = new Map(claimed.map((each) => [`${each.kind} ${each.subject}`, each]));
  const subjects = bad.has(UNREADABLE) ? [] : [...distinct.values()].filter((each) => !bad.has(nameOf(each)));
  return { subjects, notCovered: [...bad].toSorted() };
}
