import { useId, useState, type ReactNode } from 'react';

/** A row that opens in place; what is inside is made only when it is open. */
export function ExpandableRow({ summary, children }: { readonly summary: ReactNode; readonly children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <li className="row">
      <button
        type="button"
        className="row-summary"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {summary}
      </button>
      {open && (
        <div id={id} className="row-detail">
          {children}
        </div>
      )}
    </li>
  );
}
