import type { Bar } from '@tape/market';
import type { NumberField, Operand, TextField } from '../condition/condition.js';
import type { Known } from '../condition/evaluate.js';
import type { Indicator } from '../indicator/indicator.js';
import type { AnalysisView } from './analysis-view.js';

/** All that conditions may ask about after a bar. */
export function knownAfter(bar: Bar, indicators: ReadonlyMap<string, Indicator>, analysis: AnalysisView | null): Known {
  const number = (operand: Operand): number | null => {
    switch (operand.from) {
      case 'constant':
        return operand.value;
      case 'bar':
        return bar[operand.field];
      case 'indicator':
        return indicators.get(operand.name)?.value(operand.output) ?? null;
      default:
        return analysis === null ? null : NUMBERS[operand.field](analysis);
    }
  };
  return { number, text: (field) => (analysis === null ? null : TEXTS[field](analysis)) };
}

const NUMBERS: Readonly<Record<NumberField, (analysis: AnalysisView) => number | null>> = {
  'range.ice': ({ range }) => range?.ice ?? null,
  'range.creek': ({ range }) => range?.creek ?? null,
  'range.jump': ({ range }) => range?.jump ?? null,
  'range.quality': ({ range }) => range?.quality ?? null,
  'range.durationBars': ({ range }) => range?.durationBars ?? null,
  'wyckoff.barsSinceEvent': ({ barsSinceEvent }) => barsSinceEvent,
};

/** An analysis that sees no phase knows that there is none; a regime that is not there yet is unknown. */
const TEXTS: Readonly<Record<TextField, (analysis: AnalysisView) => string | null>> = {
  'wyckoff.phase': ({ phase }) => phase ?? 'NONE',
  'wyckoff.side': ({ side }) => side ?? 'NONE',
  'wyckoff.lastEvent': ({ lastEvent }) => lastEvent ?? 'NONE',
  'regime.trend': ({ regime }) => regime?.trend ?? null,
  'regime.volatility': ({ regime }) => regime?.volatility ?? null,
};
