interface Props {
  readonly label: string;
  /** Filled part, 0 to 100; more is full. */
  readonly percent: number;
  readonly tone?: 'plain' | 'good' | 'warn' | 'bad';
}

/** A bar that fills. */
export function Meter({ label, percent, tone = 'plain' }: Props) {
  const shown = Math.max(0, Math.min(100, percent));
  return (
    <span
      className={`meter meter-${tone}`}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(shown)}
    >
      <span style={{ width: `${shown}%` }} />
    </span>
  );
}
