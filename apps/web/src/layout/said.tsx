import type { Action } from '../desk/use-action.js';

/** What came of an action. */
export function Said({ of }: { readonly of: Action['said'] }) {
  return (
    <p className={`said ${of?.isError === true ? 'down' : ''}`} role={of?.isError === true ? 'alert' : 'status'}>
      {of?.text}
    </p>
  );
}
