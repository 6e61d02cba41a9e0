/** Why a phase moved or was confirmed. Closed: consumers may rely on these words. */
export const PHASE_REASONS = [
  /** The event is in the text of the change. */
  'event-found',
  /** The event decided a range for the other side: re-accumulation, redistribution. */
  'side-turned',
  'range-drawn',
  'climax-extreme',
  'climax-void',
  'climax-restarted',
  'no-secondary-test',
  'spring-failed',
  'utad-failed',
  'held-beyond-the-edge',
  'campaign-ice-lost',
  'campaign-over',
  'range-broken',
  'range-expired',
  'range-superseded',
] as const;
export type PhaseReason = (typeof PHASE_REASONS)[number];
