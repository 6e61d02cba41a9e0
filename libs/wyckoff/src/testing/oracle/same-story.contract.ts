import { expect } from '@jest/globals';
import type { Bar } from '@tape/market';
import type { WyckoffEvent } from '../../analysis.js';
import { createAnalyzer } from '../../analyzer.js';
import { CLASSIC_CONFIG, STRICT_CONFIG } from '../../config.js';
import { plainAnalysis, type PlainOptions } from './plain-analysis.contract.js';

/** How often each event was said, by both. */
export type Tally = Partial<Record<WyckoffEvent, number>>;

/** Events, phases and the leading phase of every bar: the fast analyzer says what the plain one says, to the last digit. */
export function expectSameStory(bars: readonly Bar[], options: PlainOptions, tally: Tally = {}): void {
  const { symbol, timeframe, strict } = options;
  const analyzer = createAnalyzer({ symbol, timeframe }, strict ? STRICT_CONFIG : CLASSIC_CONFIG);
  const plain = plainAnalysis(bars, options);
  for (const [index, bar] of bars.entries()) {
    const { events, phases, current } = analyzer.push(bar);
    expect({ index, events, phases, current }).toEqual({ index, ...plain[index] });
    for (const { event } of events) tally[event] = (tally[event] ?? 0) + 1;
  }
}
