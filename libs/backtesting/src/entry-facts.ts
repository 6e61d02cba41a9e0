import type { EntryFact } from '@tape/risk-rules';
import type { ExecutionEvent } from '@tape/trading';

/** What became of entries, as risk needs to hear it. */
export function entryFactsOf(
  events: readonly ExecutionEvent[],
  reservationOf: (signalId: string) => string,
): readonly EntryFact[] {
  const facts: EntryFact[] = [];
  for (const event of events) {
    if (event.kind !== 'order' || event.order.purpose !== 'ENTRY') continue;
    if (event.step !== 'filled' && event.step !== 'cancelled') continue;
    facts.push({
      reservationId: reservationOf(event.order.signalId),
      outcome: event.step === 'filled' ? 'FILLED' : 'CANCELLED',
      reason: event.order.reason ?? event.step,
    });
  }
  return facts;
}
