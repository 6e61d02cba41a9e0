import { contentHash } from '@tape/risk-rules';

/** Ids are pure functions of what they name: a replay makes the same ones, and writing one twice is seen as a repeat. */
export function signalIdOf(patternId: string): string {
  return `sig_${contentHash('signal', patternId)}`;
}

export function rejectionIdOf(patternId: string): string {
  return `rej_${contentHash('rejection', patternId)}`;
}

/** Known before the order is sent, so that after a crash the broker can be asked whether it has it. Attempts count from 1. */
export function clientOrderIdOf(signalId: string, purpose: string, attempt: number): string {
  return `ord_${contentHash('order', signalId, purpose, String(attempt))}`;
}

export function positionIdOf(signalId: string): string {
  return `pos_${contentHash('position', signalId)}`;
}

/** @param part what tells the fills of one order apart: a count from 1, or the total filled with it. */
export function fillIdOf(clientOrderId: string, part: number | string): string {
  return `fil_${contentHash('fill', clientOrderId, String(part))}`;
}
