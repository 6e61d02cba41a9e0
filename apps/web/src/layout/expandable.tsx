import { useCallback, useId, useState, type ReactNode } from 'react';

interface Props {
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly summary: ReactNode;
  readonly children: () => ReactNode;
}

/** What opens in place; the inside is made only when it is open. */
export function Expandable({ open, onToggle, summary, children }: Props) {
  const id = useId();
  return (
    <>
      <button type="button" className="row-summary" aria-expanded={open} aria-controls={id} onClick={onToggle}>
        {summary}
      </button>
      {open && (
        <div id={id} className="row-detail">
          {children()}
        </div>
      )}
    </>
  );
}

/** Which rows of a list are open; kept outside of the rows, which come and go as somebody scrolls. */
export function useOpenRows(): { readonly isOpen: (id: string) => boolean; readonly toggle: (id: string) => void } {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((id: string) => {
    setOpen((before) =>
      before.has(id) ? new Set([...before].filter((each) => each !== id)) : new Set([...before, id]),
    );
  }, []);
  return { isOpen: (id) => open.has(id), toggle };
}
