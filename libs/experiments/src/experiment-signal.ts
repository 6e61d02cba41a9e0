import type { Timeframe } from '@tape/market';
import type { Guard } from '@tape/risk-rules';
import type { PatternTargets } from '@tape/validation';
import type { Direction } from '@tape/wyckoff';
import { canonicalJson, type Sha256 } from './canonical-json.js';

/** OWN was made by this system, WEBHOOK came from outside and never trades by itself. */
export const SIGNAL_SOURCES = ['OWN', 'WEBHOOK'] as const;
export type SignalSource = (typeof SIGNAL_SOURCES)[number];

/** A signal as an experiment sees it, wherever it came from. Decimals as text, quote currency. */
export interface ExperimentSignal {
  readonly source: SignalSource;
  readonly id: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly direction: Direction;
  /** What it rests on: the pattern, or what the sender calls its strategy. */
  readonly label: string;
  readonly entry: string;
  readonly stop: string;
  readonly targets: PatternTargets;
  readonly guard: Guard;
  /** Size its own plan asks for, in units of the instrument; null lets the risk budget decide. */
  readonly positionSize: string | null;
  /** What either engine may lose at its stop. Unit: account currency. */
  readonly riskBudget: string;
  /** Open time of the bar at whose close it was made. */
  readonly barTimeMs: number;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/**
 * What makes a signal this signal: prices, time and origin, but nothing that depends on the account of the day. So a replay, and an
 * alert that is sent again, are known as the same.
 *
 * @returns hexadecimal SHA-256
 */
export function signalHash(signal: Omit<ExperimentSignal, 'id'>, sha256: Sha256): string {
  const { source, symbol, timeframe, direction, label, entry, stop, targets, barTimeMs } = signal;
  return sha256(canonicalJson({ source, symbol, timeframe, direction, label, entry, stop, targets, barTimeMs }));
}

/** One signal, one experiment, ever. @param hash of {@link signalHash} */
export function experimentIdOf(hash: string): string {
  return `exp_${hash.slice(0, 24)}`;
}

/** @param hash of {@link signalHash} */
export function webhookSignalIdOf(hash: string): string {
  return `tv_${hash.slice(0, 24)}`;
}
