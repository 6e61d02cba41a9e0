import { useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** What will happen, in words. */
  readonly children: ReactNode;
  /** What the button that does it says. */
  readonly action: string;
  readonly danger?: boolean;
  /** Does it. What it throws is shown, and the dialog stays. */
  readonly onConfirm: (note: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Longest note the API takes. */
const MAX_NOTE = 2_000;

/** Asks why before something is done; without a reason it is not done. Escape and Cancel do nothing. */
export function NoteDialog({ title, children, action, danger = false, onConfirm, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const id = useId();
  useEffect(() => {
    const { current } = dialog;
    if (current?.open === false) current.showModal();
  }, []);

  const submit = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm(note.trim());
      onClose();
    } catch (failure) {
      setError((failure as Error).message);
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={`${id}-title`} onClose={onClose}>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit();
        }}
      >
        <h2 id={`${id}-title`}>{title}</h2>
        <div className="dialog-text">{children}</div>
        <label htmlFor={`${id}-note`}>Note, kept in the audit log</label>
        <textarea
          id={`${id}-note`}
          rows={3}
          required
          maxLength={MAX_NOTE}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {error !== undefined && (
          <p className="down" role="alert">
            {error}
          </p>
        )}
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            className={`button ${danger ? 'button-danger' : 'button-main'}`}
            disabled={isBusy || note.trim() === ''}
          >
            {isBusy ? 'Working…' : action}
          </button>
        </div>
      </form>
    </dialog>
  );
}
