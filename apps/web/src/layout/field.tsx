import type { ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly children: ReactNode;
}

/** An input under its name. */
export function Field({ label, children }: Props) {
  return (
    <label className="form-field">
      <span>{label}</span>
      {children}
    </label>
  );
}
