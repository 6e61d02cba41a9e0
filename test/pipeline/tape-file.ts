import { readFileSync } from 'node:fs';
import { canonicalDecimal, type SeriesBar } from '@tape/market';
import type { RunningStack } from '@tape/stack';

/** A CSV row as it is sent to the gateway. */
export interface SentBar {
  readonly symbol: string;
  readonly timeframe: '1d';
  readonly timestamp: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

/** Reads a file of daily bars as a user would send it. */
export function readTape(path: string, symbol: string, limit = Number.POSITIVE_INFINITY): readonly SentBar[] {
  const lines = readFileSync(path, 'utf8').trim().split('\n').slice(1);
  return lines.slice(0, Math.min(limit, lines.length)).map((line) => {
    const [timestamp = '', open = '', high = '', low = '', close = '', volume = ''] = line.split(',');
    return { symbol, timeframe: '1d', timestamp, open, high, low, close, volume };
  });
}

function decimal(text: string): string {
  const canonical = canonicalDecimal(text);
  if (canonical === null) throw new Error(`${text} is no number`);
  return canonical;
}

/** The same bars as the backtest reads them. */
export function asSeriesBars(bars: readonly SentBar[]): readonly SeriesBar[] {
  return bars.map((bar) => ({
    symbol: bar.symbol,
    timeframe: bar.timeframe,
    openTimeMs: Date.parse(bar.timestamp),
    open: decimal(bar.open),
    high: decimal(bar.high),
    low: decimal(bar.low),
    close: decimal(bar.close),
    volume: decimal(bar.volume),
  }));
}

const CHUNK = 250;

/** Where bars are sent to, and what opens it: a running stack. */
type Gateway = Pick<RunningStack, 'gatewayUrl' | 'apiToken'>;

/** Sends bars through the gateway, again and again while something on the way is being restarted. */
export async function sendBars(gateway: () => Gateway, bars: readonly SentBar[]): Promise<void> {
  for (let start = 0; start < bars.length; start += CHUNK) {
    const body = JSON.stringify({ bars: bars.slice(start, start + CHUNK), source: 'REPLAY' });
    for (let attempt = 0; ; attempt += 1) {
      const failure = await post(gateway(), body);
      if (failure === null) break;
      if (attempt > 200) throw new Error(`the bars from ${start} on were not taken: ${failure}`);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }
}

/** @returns null when taken, else why not. */
async function post({ gatewayUrl, apiToken }: Gateway, body: string): Promise<string | null> {
  try {
    const answer = await fetch(`${gatewayUrl}/api/v1/bars`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiToken}` },
      body,
    });
    const text = await answer.text();
    if (answer.status >= 500 || answer.status === 429) return `${answer.status} ${text}`;
    if (!answer.ok) throw new Error(`refused: ${answer.status} ${text}`);
    const { refused } = JSON.parse(text) as { refused: number };
    if (refused > 0) throw new Error(`refused: ${text}`);
    return null;
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('refused:')) throw error;
    return String(error);
  }
}
