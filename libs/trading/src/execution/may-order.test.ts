import { describe, expect, it } from '@jest/globals';
import type { TradingState } from '@tape/risk-rules';
import { bar, longSignal, market } from '../testing/sample-trade.js';
import { engineOf, MAY_ORDER } from './may-order.js';
import type { OrderPurpose } from './order.js';
import { emptyBook, requestClose, submitEntry, type EntryTerms, type SeriesBook } from './series-book.js';
import { stepBar } from './step-bar.js';

const PURPOSES = ['ENTRY', 'STOP', 'TARGET', 'EMERGENCY_EXIT', 'MANUAL_CLOSE', 'STRATEGY_EXIT'] as const;
const STATES = ['ACTIVE', 'REDUCING', 'HALTED'] as const;

const held: SeriesBook = stepBar(
  submitEntry(emptyBook('ACME', '1d'), longSignal()).book,
  bar(1, '100', '101', '99', '100'),
  market(),
).book;
const quiet = bar(2, '100', '101', '99', '100');

/** On paper: the order of that purpose, in a market where it would be filled. */
function filledOnPaper(purpose: OrderPurpose, tradingState: TradingState): boolean {
  const today = purpose === 'STOP' ? bar(2, '96', '97', '94', '95') : bar(2, '107', '108', '106', '107');
  const leaving = { campaignId: null, reason: 'test', atMs: quiet.openTimeMs, closePositions: true } as const;
  const book =
    purpose === 'ENTRY'
      ? submitEntry(emptyBook('ACME', '1d'), longSignal('r2')).book
      : purpose === 'STOP' || purpose === 'TARGET'
        ? held
        : requestClose(held, { ...leaving, purpose }).book;
  const step = stepBar(book, purpose === 'ENTRY' ? bar(1, '100', '101', '99', '100') : today, market({ tradingState }));
  return step.events.some(
    (event) => event.kind === 'order' && event.step === 'filled' && event.order.purpose === purpose,
  );
}

const tradingState = (entry: Pick<EntryTerms, 'strategy'>): TradingState =>
  engineOf(entry) === 'momentum' ? 'HALTED' : 'ACTIVE';

describe('what may be ordered', () => {
  it('has a word on every purpose in every state', () => {
    expect(Object.keys(MAY_ORDER)).toEqual(STATES);
    for (const state of STATES) expect(Object.keys(MAY_ORDER[state]).toSorted()).toEqual(PURPOSES.toSorted());
  });

  it.each(STATES.flatMap((state) => PURPOSES.map((purpose) => [purpose, state] as const)))(
    '%s while trading is %s: on paper as the table says',
    (purpose, state) => {
      const isExit = purpose !== 'ENTRY';
      expect(MAY_ORDER[state][purpose]).toBe(isExit || state === 'ACTIVE');
      expect(filledOnPaper(purpose, state)).toBe(MAY_ORDER[state][purpose]);
    },
  );

  it('is asked for each entry by its engine, where a halt concerns one of them only', () => {
    const ofStrategy = { ...longSignal('r3'), strategy: { id: 'momentum', version: 1, riskPercent: null } };
    const both = submitEntry(submitEntry(emptyBook('ACME', '1d'), longSignal('r2')).book, ofStrategy).book;
    const { book, events } = stepBar(both, bar(1, '100', '101', '99', '100'), market({ tradingState }));
    expect(book.positions.map(({ signalId }) => signalId)).toEqual([longSignal('r2').id]);
    expect(events).toContainEqual(
      expect.objectContaining({
        step: 'cancelled',
        order: expect.objectContaining({ signalId: ofStrategy.id, reason: 'trading-not-active' }),
      }),
    );
  });
});
