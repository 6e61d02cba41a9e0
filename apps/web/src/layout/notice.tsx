import type { ReactNode } from 'react';

interface Props {
  readonly kind: 'loading' | 'empty' | 'error';
  readonly onRetry?: () => void;
  readonly children: ReactNode;
}

/** Why there is nothing to see, and what to do about it. */
export function Notice({ kind, onRetry, children }: Props) {
  return (
    <div className={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <p>{children}</p>
      {onRetry !== undefined && (
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
