import type { TradeSignal } from '@tape/contracts';
import { type ExperimentSignal, signalHash, webhookSignalIdOf } from '@tape/experiments';
import { closeTimeMs, type Timeframe } from '@tape/market';
import { amount, decimalText } from '@tape/risk-rules';
import { expiresAtMs, SHADOW_EQUITY } from '@tape/trading';
import { sha256 } from '../content-hash.js';
import type { OfferedSignal } from './experiment-intake.repository.js';

/** What a signal from outside may lose on paper: 0.5 % of the equity every shadow is sized by. Unit: percent. */
const WEBHOOK_RISK_PERCENT = '0.5';

/** A signal from outside as the gateway hands it over. */
export interface WebhookSignal {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly direction: 'LONG' | 'SHORT';
  readonly label: string;
  readonly entry: string;
  readonly stop: string;
  readonly target: string;
  readonly barTimeMs: number;
}

export function offerOfOwn(signal: TradeSignal): OfferedSignal {
  const { id, symbol, timeframe, direction, entry, stop, targets, guard, positionSize } = signal;
  const own: ExperimentSignal = {
    source: 'OWN',
    id,
    symbol,
    timeframe,
    direction,
    label: signal.pattern,
    entry,
    stop,
    targets,
    guard,
    positionSize,
    riskBudget: signal.riskAmount,
    barTimeMs: signal.barTimeMs,
    createdAtMs: signal.createdAtMs,
    expiresAtMs: signal.expiresAtMs,
  };
  return { signal: own, hash: signalHash(own, sha256) };
}

export function offerOfWebhook(given: WebhookSignal): OfferedSignal {
  const { symbol, timeframe, direction, label, entry, stop, target, barTimeMs } = given;
  const createdAtMs = closeTimeMs(barTimeMs, timeframe);
  const content: Omit<ExperimentSignal, 'id'> = {
    symbol,
    timeframe,
    direction,
    label,
    entry,
    stop,
    barTimeMs,
    createdAtMs,
    source: 'WEBHOOK',
    targets: { primary: target, secondary: [], conservative: null },
    // Nothing is known of a range behind it: its guard is its stop, and decides nothing.
    guard: { kind: direction === 'LONG' ? 'SPRING_LOW' : 'UTAD_HIGH', price: stop },
    positionSize: null,
    riskBudget: decimalText(amount(SHADOW_EQUITY).times(amount(WEBHOOK_RISK_PERCENT)).div(100)),
    expiresAtMs: expiresAtMs(createdAtMs, timeframe),
  };
  const hash = signalHash(content, sha256);
  return { signal: { ...content, id: webhookSignalIdOf(hash) }, hash };
}
