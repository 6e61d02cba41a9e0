import type { ReactNode } from 'react';
import type { Role } from '../api/session.js';
import { useRefusal } from './use-session.js';

interface Props {
  /** The least role that may do it. */
  readonly needs: Role;
  readonly tone?: 'plain' | 'main' | 'danger';
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean;
  readonly title?: string;
  readonly onClick?: () => void;
  readonly children: ReactNode;
}

const TONE = { plain: '', main: 'button-main', danger: 'button-danger' } as const;

/** A button that changes something; who may not sees it, and why it does nothing. */
export function ActionButton({
  needs,
  tone = 'plain',
  type = 'button',
  disabled = false,
  title,
  onClick,
  children,
}: Props) {
  const refusal = useRefusal(needs);
  return (
    <button
      // oxlint-disable-next-line react/button-has-type
      type={type}
      className={`button ${TONE[tone]}`}
      disabled={disabled || refusal !== undefined}
      title={refusal ?? title}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
