import { useCallback, useState } from 'react';

export interface Action {
  readonly isBusy: boolean;
  /** What went wrong, or what was done. */
  readonly said: { readonly text: string; readonly isError: boolean } | undefined;
  /** Does it, and says what it returns; what it throws is said as an error. */
  readonly run: (work: () => Promise<string>) => void;
}

/** One thing at a time that is done on the gateway, with what came of it in words. */
export function useAction(): Action {
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<Action['said']>();
  const run = useCallback((work: () => Promise<string>) => {
    setBusy(true);
    setSaid(undefined);
    void work()
      .then(
        (text) => setSaid({ text, isError: false }),
        (error: unknown) => setSaid({ text: (error as Error).message, isError: true }),
      )
      .finally(() => setBusy(false));
  }, []);
  return { isBusy, said, run };
}
