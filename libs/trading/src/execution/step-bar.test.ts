import { describe, expect, it } from '@jest/globals';
import type { PriceBar } from '@tape/market';
import { bar, COSTLY, DAY_0_MS, DAY_MS, longSignal, market, shortSignal } from '../testing/sample-trade.js';
import type { TradeSignal } from '../signal/trade-signal.js';
import { signalEventOf } from '../signal/signal-status.js';
import { emptyBook, obeyExit, requestClose, submitEntry, type SeriesBook } from './series-book.js';
import type { PaperMarket } from './paper-fill.js';
import { stepBar } from './step-bar.js';

/** A long with one target, 115. */
const oneTarget = (): TradeSignal =>
  longSignal('r1', { targets: { primary: '115', secondary: [], conservative: null } });

function submitted(signal: TradeSignal = oneTarget()): SeriesBook {
  return submitEntry(emptyBook('ACME', '1d'), signal).book;
}

/** With a long of 100 at 100. */
function openBook(): SeriesBook {
  return stepBar(submitted(), bar(1, '100', '101', '99', '100'), market()).book;
}

/** Steps of the bars in turn, as words: what happened at which price. */
function story(book: SeriesBook, bars: readonly PriceBar[], paper: PaperMarket = market()): readonly string[] {
  const words: string[] = [];
  let current = book;
  for (const one of bars) {
    const step = stepBar(current, one, paper);
    current = step.book;
    for (const event of step.events) {
      if (event.kind === 'order' && event.step === 'cancelled') words.push(`cancelled ${event.order.reason}`);
      if (event.kind === 'order' && event.step === 'filled')
        words.push(`${event.order.purpose} ${event.order.averagePrice}`);
    }
  }
  return words;
}

describe('an entry at the next open', () => {
  it.each([
    ['fills at the open', '101', ['ENTRY 101']],
    ['fills just above the guard', '96', ['ENTRY 96']],
    ['is cancelled through the guard', '95.99', ['cancelled open-beyond-guard']],
    ['is cancelled on the stop', '95', ['cancelled open-beyond-stop']],
    ['is cancelled through the stop', '94', ['cancelled open-beyond-stop']],
    ['fills just under the target', '114.99', ['ENTRY 114.99']],
    ['is cancelled on the target', '115', ['cancelled open-beyond-target']],
  ])('%s', (_what, open, expected) => {
    expect(story(submitted(), [bar(1, open, open, open, open)])).toEqual(expected);
  });

  it.each([
    ['fills at the open', '99', ['ENTRY 99']],
    ['is cancelled through the guard', '104.01', ['cancelled open-beyond-guard']],
    ['is cancelled on the stop', '105', ['cancelled open-beyond-stop']],
    ['is cancelled on the target', '85', ['cancelled open-beyond-target']],
  ])('of a short %s', (_what, open, expected) => {
    expect(story(submitted(shortSignal()), [bar(1, open, open, open, open)])).toEqual(expected);
  });

  it.each([
    [5, ['ENTRY 101']],
    [6, ['cancelled expired']],
  ])('on day %s: %s', (day, expected) => {
    expect(story(submitted(), [bar(day, '101', '101', '101', '101')])).toEqual(expected);
  });

  it.each(['REDUCING', 'HALTED'] as const)('is cancelled while trading is %s', (tradingState) => {
    const words = story(submitted(), [bar(1, '101', '101', '101', '101')], market({ tradingState }));
    expect(words).toEqual(['cancelled trading-not-active']);
  });

  it('is submitted once, however often it is asked for', () => {
    const once = submitEntry(emptyBook('ACME', '1d'), longSignal());
    const twice = submitEntry(once.book, longSignal());
    expect([twice.book, twice.events]).toEqual([once.book, []]);
    const open = stepBar(once.book, bar(1, '101', '102', '100', '101'), market()).book;
    expect(submitEntry(open, longSignal()).events).toEqual([]);
  });
});

describe('stop and target', () => {
  const ENTER = bar(1, '100', '101', '99', '100');
  it.each([
    ['stop touched', bar(2, '100', '101', '95', '99'), ['STOP 95']],
    ['stop not touched', bar(2, '100', '101', '95.01', '99'), []],
    ['stop gapped', bar(2, '90', '101', '89', '99'), ['STOP 90']],
    ['target touched', bar(2, '100', '115', '99', '110'), ['TARGET 115']],
    ['target not touched', bar(2, '100', '114.99', '99', '110'), []],
    ['target gapped', bar(2, '120', '121', '118', '120'), ['TARGET 120']],
    ['both in one bar: the stop came first', bar(2, '100', '116', '94', '110'), ['STOP 95']],
  ])('of a long, %s', (_what, next, expected) => {
    expect(story(submitted(), [ENTER, next])).toEqual(['ENTRY 100', ...expected]);
  });

  it.each([
    ['stop touched', bar(2, '100', '105', '99', '100'), ['STOP 105']],
    ['stop gapped', bar(2, '108', '109', '99', '100'), ['STOP 108']],
    ['target touched', bar(2, '100', '101', '85', '90'), ['TARGET 85']],
    ['target gapped', bar(2, '80', '81', '79', '80'), ['TARGET 80']],
    ['both in one bar', bar(2, '100', '106', '84', '90'), ['STOP 105']],
  ])('of a short, %s', (_what, next, expected) => {
    expect(story(submitted(shortSignal()), [ENTER, next])).toEqual(['ENTRY 100', ...expected]);
  });

  it('work in the bar of the entry already', () => {
    expect(story(submitted(), [bar(1, '100', '101', '94', '100')])).toEqual(['ENTRY 100', 'STOP 95']);
  });

  it('slip on a stop, not on a target', () => {
    const enter = bar(1, '100', '101', '99', '100', '1000000');
    expect(story(submitted(), [enter, bar(2, '100', '101', '95', '99', '1000000')], COSTLY)).toEqual([
      'ENTRY 100.02',
      'STOP 94.98',
    ]);
    expect(story(submitted(), [enter, bar(2, '100', '115', '99', '99', '1000000')], COSTLY)).toEqual([
      'ENTRY 100.02',
      'TARGET 115',
    ]);
  });

  it('books the result net of fees, and in units of the initial risk', () => {
    const open = stepBar(submitted(), bar(1, '100', '101', '99', '100', '1000000'), COSTLY);
    expect(open.book.positions).toMatchObject([{ realisedPnl: '-1', fees: '1', initialRisk: '502', rMultiple: null }]);
    const { closed } = stepBar(open.book, bar(2, '100', '115', '99', '110', '1000000'), COSTLY);
    // (115 - 100.02) x 100 - 2 = 1496; 1496 / 502 = 2.9801
    expect(closed).toMatchObject([
      { realisedPnl: '1496', fees: '2', rMultiple: '2.9801', exitPrice: '115', exitReason: 'TARGET', quantity: '0' },
    ]);
  });
});

describe('several targets', () => {
  const ENTER = bar(1, '100', '101', '99', '100');

  it.each([
    ['half at the first', [bar(2, '100', '107.5', '99', '107')], ['TARGET 107.5']],
    ['nothing a tick before it', [bar(2, '100', '107.49', '99', '107')], []],
    [
      'all of them in one bar, nearest first',
      [bar(2, '100', '115', '99', '110')],
      ['TARGET 107.5', 'TARGET 111.25', 'TARGET 115'],
    ],
    ['all of them at a gapped open', [bar(2, '120', '121', '119', '120')], ['TARGET 120', 'TARGET 120', 'TARGET 120']],
    [
      'the rest at the entry once the first was hit',
      [bar(2, '100', '108', '99', '107'), bar(3, '101', '102', '100', '101')],
      ['TARGET 107.5', 'STOP 100'],
    ],
    [
      'the rest at the first once the second was hit',
      [bar(2, '100', '112', '99', '111'), bar(3, '111', '111', '107', '108')],
      ['TARGET 107.5', 'TARGET 111.25', 'STOP 107.5'],
    ],
    ['nothing at the moved stop in the bar that moved it', [bar(2, '100', '108', '96', '107')], ['TARGET 107.5']],
    ['the old stop before the target of the same bar', [bar(2, '100', '108', '95', '107')], ['STOP 95']],
  ] as const)('sell %s', (_what, bars, expected) => {
    expect(story(submitted(longSignal()), [ENTER, ...bars])).toEqual(['ENTRY 100', ...expected]);
  });

  it('leave the rest of the position behind its better stop, and say so', () => {
    const open = stepBar(submitted(longSignal()), ENTER, market()).book;
    const step = stepBar(open, bar(2, '100', '108', '99', '107'), market());
    expect(step.book.positions).toMatchObject([{ quantity: '50', stop: '100', realisedPnl: '375', closedAtMs: null }]);
    expect(step.book.positions[0]!.targets.map((leg) => [leg.leg, leg.quantity])).toEqual([
      [2, '30'],
      [3, '20'],
    ]);
    expect(step.events.at(-1)).toMatchObject({ kind: 'position', step: 'modified' });
  });

  it('make one result', () => {
    const bars = [ENTER, bar(2, '100', '112', '99', '111'), bar(3, '111', '115', '110', '115')];
    let book = submitted(longSignal());
    let closed: readonly unknown[] = [];
    for (const one of bars) {
      const step = stepBar(book, one, market());
      book = step.book;
      closed = step.closed;
    }
    // 50 x 7.5 + 30 x 11.25 + 20 x 15 = 1012.50, of a risk of 500
    expect(closed).toMatchObject([{ realisedPnl: '1012.5', rMultiple: '2.025', exitPrice: '110.125', quantity: '0' }]);
  });
});

describe('an emergency exit', () => {
  const exit = {
    trigger: 'SPRING_LOW_BREAK',
    campaignId: longSignal().campaignId,
    barTimeMs: DAY_0_MS + 2 * DAY_MS,
    timeframe: '1d',
  } as const;

  it('sells at the next open, past the stop', () => {
    const { book } = obeyExit(openBook(), exit);
    expect(story(book, [bar(3, '97', '120', '90', '97')])).toEqual(['EMERGENCY_EXIT 97']);
  });

  it('withdraws the campaign’s pending entries', () => {
    const { book, events } = obeyExit(submitted(), exit);
    expect(book.entries).toEqual([]);
    expect(events.map((event) => [event.step, signalEventOf(event)])).toEqual([['cancelled', 'CANCEL']]);
  });

  it('is obeyed once', () => {
    const { book } = obeyExit(openBook(), exit);
    expect(obeyExit(book, exit).events).toEqual([]);
  });

  it('leaves other campaigns alone, unless the portfolio is meant', () => {
    expect(obeyExit(openBook(), { ...exit, campaignId: 'OTHER' }).events).toEqual([]);
    const all = obeyExit(openBook(), { ...exit, trigger: 'MAX_DRAWDOWN', campaignId: null });
    expect(all.book.exits).toHaveLength(1);
  });

  it('of a daily loss withdraws entries and keeps positions', () => {
    const both = submitEntry(openBook(), longSignal('r2')).book;
    const { book } = obeyExit(both, { ...exit, trigger: 'DAILY_LOSS', campaignId: null });
    expect([book.entries.length, book.exits.length, book.positions.length]).toEqual([0, 0, 1]);
  });

  it('by hand closes the one position that is named', () => {
    const first = openBook();
    const second = stepBar(submitEntry(first, longSignal('r2')).book, bar(2, '100', '101', '99', '100'), market()).book;
    const [meant] = second.positions;
    const { book } = requestClose(second, {
      campaignId: null,
      positionId: meant!.id,
      purpose: 'MANUAL_CLOSE',
      reason: 'by hand',
      atMs: DAY_0_MS,
      closePositions: true,
    });
    expect(book.exits.map((exit) => exit.positionId)).toEqual([meant!.id]);
  });

  it('closes the signal as closed, a stop as stopped, a target as hit', () => {
    const { book } = requestClose(openBook(), {
      campaignId: null,
      purpose: 'MANUAL_CLOSE',
      reason: 'by hand',
      atMs: DAY_0_MS,
      closePositions: true,
    });
    const events = stepBar(book, bar(3, '97', '97', '97', '97'), market()).events.map(signalEventOf);
    expect(events.filter((event) => event !== null)).toEqual(['CLOSE']);
    const stopped = stepBar(openBook(), bar(2, '100', '101', '90', '97'), market()).events.map(signalEventOf);
    expect(stopped.filter((event) => event !== null)).toEqual(['STOP_OUT']);
    const hit = stepBar(openBook(), bar(2, '100', '120', '99', '97'), market()).events.map(signalEventOf);
    expect(hit.filter((event) => event !== null)).toEqual(['HIT_TARGET']);
  });
});

const lateExit = (index: number) =>
  ({
    trigger: 'ICE_BREAK',
    campaignId: null,
    barTimeMs: bar(index, '1', '1', '1', '1').openTimeMs,
    timeframe: '1d',
  }) as const;

describe('an exit that is heard late', () => {
  it.each([
    [0, 0],
    [1, 1],
    [2, 1],
  ])('of bar %s, for a position that opened with bar 1: %s closing orders', (index, orders) => {
    expect(obeyExit(openBook(), lateExit(index)).book.exits).toHaveLength(orders);
  });

  it('sends one order for two exits', () => {
    const once = obeyExit(openBook(), lateExit(1));
    expect(obeyExit(once.book, { ...lateExit(1), trigger: 'MAX_DRAWDOWN' })).toEqual({ book: once.book, events: [] });
  });
});
