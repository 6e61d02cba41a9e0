import type { ReactNode } from 'react';
import type { Loaded } from '../desk/desk-state.js';
import { Notice } from './notice.js';

interface Props<Value> {
  readonly of: Loaded<Value>;
  readonly onRetry: () => void;
  /** Said where there is nothing. */
  readonly empty: ReactNode;
  readonly loading?: string;
  readonly isEmpty?: (value: Value) => boolean;
  readonly children: (value: Value) => ReactNode;
}

/** One of: loading, failed, nothing there, or what there is. What is there stays when asking again fails. */
export function ListState<Value>({
  of,
  onRetry,
  empty,
  loading = 'Loading…',
  isEmpty = hasNone,
  children,
}: Props<Value>) {
  const { value, error } = of;
  if (value === undefined) {
    return error === undefined ? (
      <Notice kind="loading">{loading}</Notice>
    ) : (
      <Notice kind="error" onRetry={onRetry}>
        {error}
      </Notice>
    );
  }
  if (isEmpty(value)) return <Notice kind="empty">{empty}</Notice>;
  return (
    <>
      {error !== undefined && (
        <p className="stale" role="alert">
          This may be out of date. {error}
        </p>
      )}
      {children(value)}
    </>
  );
}

function hasNone(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
