import { useEffect } from 'react';
import { useDesk, useDeskState } from './use-desk.js';

/** Frames come in swarms; one question answers them all. */
const DELAY_MS = 700;

/** Calls back some time after frames of these kinds, and after anything may have been missed. */
export function useRefresh(kinds: readonly string[], refresh: () => void): void {
  const desk = useDesk();
  const isLive = useDeskState((state) => state.connection === 'live');
  const wanted = kinds.join();
  useEffect(() => {
    const after = new Set([...(wanted === '' ? [] : wanted.split(',')), 'reset']);
    let timer: number | undefined;
    const stop = desk.onFrame((frame) => {
      if (!after.has(frame.type)) return;
      timer ??= window.setTimeout(() => {
        timer = undefined;
        refresh();
      }, DELAY_MS);
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [desk, wanted, refresh]);
  useEffect(() => {
    if (isLive) refresh();
  }, [isLive, refresh]);
}
