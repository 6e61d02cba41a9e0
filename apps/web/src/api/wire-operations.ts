export interface Notification {
  readonly id: string;
  readonly kind: string;
  readonly severity: 'INFO' | 'WARNING' | 'CRITICAL';
  readonly channel: string;
  readonly title: string;
  readonly text: string;
  readonly state: 'PENDING' | 'SENDING' | 'FAILED' | 'SENT' | 'DEAD' | 'UNKNOWN' | 'DROPPED';
  readonly attempts: number;
  readonly created_at: string;
  readonly deliveries: readonly { readonly ok: boolean; readonly error: string | null }[];
}

export interface NotificationChannels {
  readonly channels: readonly {
    readonly channel: string;
    readonly configured: boolean;
    readonly min_severity: string | null;
  }[];
}

export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly note: string | null;
}

export interface Coverage {
  readonly kind: string;
  readonly subject: string;
  readonly known_from: string;
  readonly known_to: string;
}

/** On what broker and books do not agree. */
export interface BrokerDifference {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly ours: string;
  readonly theirs: string;
  readonly status: string;
  readonly found_at: string;
}
