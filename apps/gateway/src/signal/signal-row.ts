import { objectToWire, type Wire } from '../wire/to-wire.js';

/** A signal as stored: what never changes is in `content`, what changes is in columns. */
export interface SignalRow {
  readonly content: object;
  readonly status: string;
  readonly priority: string | number;
  readonly claimed_by: string | null;
  readonly lease_expires_at: Date | null;
  readonly acknowledged: boolean;
}

export const SIGNAL_COLUMNS = 'content, status, priority, claimed_by, lease_expires_at, acknowledged';

export function signalToWire(row: SignalRow): Record<string, Wire> {
  return {
    ...objectToWire(row.content),
    status: row.status,
    priority: Number(row.priority),
    claimed_by: row.claimed_by,
    lease_expires_at: row.lease_expires_at?.toISOString() ?? null,
    acknowledged: row.acknowledged,
  };
}
