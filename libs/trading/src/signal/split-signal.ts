import { type Amount, amount, decimalText, MONEY_DECIMALS, rMultipleText } from '@tape/risk-rules';
import type { PatternTargets } from '@tape/validation';
import { signalIdOf } from '../ids.js';
import type { TradeSignal } from './trade-signal.js';

/** What a part of a signal has of its own. */
export interface SignalPart {
  readonly stop: string;
  readonly targets: PatternTargets;
  readonly positionSize: string;
}

/** The pattern id of the second part: one more behind the signal's own, so that both are found from either. */
export function secondPatternId(patternId: string): string {
  return `${patternId}:B`;
}

/**
 * A part of a signal as a signal of its own, in the same campaign and on the same reservation. Pure: the same part of the same
 * signal is the same signal.
 *
 * @throws RangeError when it would be larger, or put more at risk, than the signal it is a part of
 */
export function secondPart(signal: TradeSignal, part: SignalPart): TradeSignal {
  const share = amount(part.positionSize).div(amount(signal.positionSize));
  const distance = (stop: string): Amount => amount(signal.entry).minus(amount(stop)).abs();
  const risk = share.times(distance(part.stop)).div(distance(signal.stop));
  if (share.greaterThan(1) || risk.greaterThan(1)) {
    throw new RangeError(`${part.positionSize} with a stop at ${part.stop} is more than ${signal.id} has reserved`);
  }
  const patternId = secondPatternId(signal.patternId);
  return {
    ...signal,
    ...part,
    id: signalIdOf(patternId),
    patternId,
    notional: ofMoney(signal.notional, share),
    riskAmount: ofMoney(signal.riskAmount, risk),
    riskPercent: ofMoney(signal.riskPercent, risk),
    rMultiple: rMultipleText({ entry: signal.entry, stop: part.stop, targets: part.targets }),
  };
}

function ofMoney(text: string, factor: Amount): string {
  return decimalText(amount(text).times(factor).toDecimalPlaces(MONEY_DECIMALS));
}
