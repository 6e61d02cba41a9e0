import { canonicalDecimal, compareUnsigned } from '../number/canonical-decimal.js';
import type { AssetClass } from '../instrument/instrument.js';
import { isoTime } from '../time/iso-time.js';
import { readBarTime } from '../time/bar-time.js';
import type { Timeframe } from '../time/timeframe.js';
import type { PriceBar } from './bar.js';
import { gridStepMs, latestOpenTimeMs } from './bar-grid.js';
import { type BarField, type BarPlace, type BarRefusal, refusal, shown } from './refusal.js';

/** A bar as somebody sent it: text or numbers, nothing checked. */
export interface RawBar {
  readonly timestamp?: unknown;
  readonly open?: unknown;
  readonly high?: unknown;
  readonly low?: unknown;
  readonly close?: unknown;
  readonly volume?: unknown;
}

export interface ReadContext extends BarPlace {
  readonly timeframe: Timeframe;
  readonly assetClass: AssetClass;
  /** The wall clock, passed in. */
  readonly nowMs: number;
}

export type BarReading =
  | { readonly ok: true; readonly bar: PriceBar }
  | { readonly ok: false; readonly refusal: BarRefusal };

const PRICES = ['open', 'high', 'low', 'close'] as const;

/**
 * Checks what can be seen in the bar alone: form, numbers, their order, time grid, future. The first broken rule is named.
 * Whether the bar fits behind the ones before it is the question of `placeBar`.
 */
export function readBar(raw: RawBar, context: ReadContext): BarReading {
  const time = readTime(raw.timestamp, context);
  if (typeof time !== 'number') return { ok: false, refusal: time };
  const texts = { open: '', high: '', low: '', close: '', volume: '' };
  for (const field of [...PRICES, 'volume'] as const) {
    const read = readNumber(raw[field], field, context);
    if (typeof read !== 'string') return { ok: false, refusal: read };
    texts[field] = read;
  }
  const broken = priceOrder(texts, context);
  return broken === null ? { ok: true, bar: { openTimeMs: time, ...texts } } : { ok: false, refusal: broken };
}

function readTime(raw: unknown, context: ReadContext): number | BarRefusal {
  if (isMissing(raw)) return refusal(context, 'timestamp', 'missing', 'the bar has no time; send its open time in UTC');
  const time = readBarTime(raw);
  if (!time.ok)
    return refusal(context, 'timestamp', 'bad-timestamp', `${shown(raw)} is not a bar time: ${time.problem}`);
  const { openTimeMs } = time;
  const step = gridStepMs(context.timeframe, context.assetClass);
  if (openTimeMs % step !== 0) {
    const nearest = isoTime(openTimeMs - (openTimeMs % step));
    const text = `${isoTime(openTimeMs)} is no open time of a ${context.timeframe} bar; send the bar's open time, like ${nearest}`;
    return refusal(context, 'timestamp', 'off-grid', text);
  }
  if (openTimeMs > latestOpenTimeMs(context)) {
    const text = `${isoTime(openTimeMs)} is not over at ${isoTime(context.nowMs)}; send a bar when it has closed`;
    return refusal(context, 'timestamp', 'in-the-future', text);
  }
  return openTimeMs;
}

function readNumber(raw: unknown, field: BarField, context: ReadContext): string | BarRefusal {
  if (isMissing(raw))
    return refusal(context, field, 'missing', `the bar has no ${field}; leave the bar out if it is not known`);
  const infinite =
    typeof raw === 'number'
      ? !Number.isFinite(raw)
      : typeof raw === 'string' && /^\s*[+-]?(nan|inf(inity)?)\s*$/i.test(raw);
  if (infinite)
    return refusal(context, field, 'not-finite', `${shown(String(raw))} is not a finite number; leave the bar out`);
  const text = typeof raw === 'number' || typeof raw === 'string' ? canonicalDecimal(String(raw)) : null;
  if (text === null) {
    return refusal(
      context,
      field,
      'not-a-number',
      `${shown(raw)} is not a number; write it like 101.25, without separators`,
    );
  }
  if (field === 'volume') {
    if (!text.startsWith('-')) return text;
    return refusal(
      context,
      field,
      'negative-volume',
      `${text} is below zero; send the traded volume, 0 when there is none`,
    );
  }
  if (text !== '0' && !text.startsWith('-')) return text;
  return refusal(context, field, 'not-positive', `${text} is not a price; prices are above zero`);
}

function priceOrder(bar: Omit<PriceBar, 'openTimeMs'>, place: BarPlace): BarRefusal | null {
  const { open, high, low, close } = bar;
  const swap = 'correct the bar at its source';
  if (compareUnsigned(high, low) < 0)
    return refusal(place, 'high', 'high-below-low', `high ${high} is below low ${low}; ${swap}`);
  if (compareUnsigned(high, open) < 0)
    return refusal(place, 'high', 'high-below-open', `high ${high} is below open ${open}; ${swap}`);
  if (compareUnsigned(high, close) < 0)
    return refusal(place, 'high', 'high-below-close', `high ${high} is below close ${close}; ${swap}`);
  if (compareUnsigned(low, open) > 0)
    return refusal(place, 'low', 'low-above-open', `low ${low} is above open ${open}; ${swap}`);
  if (compareUnsigned(low, close) > 0)
    return refusal(place, 'low', 'low-above-close', `low ${low} is above close ${close}; ${swap}`);
  return null;
}

function isMissing(raw: unknown): boolean {
  return raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '');
}
