import { useCallback, useEffect, useRef, useState } from 'react';
import { getJson } from '../api/request.js';
import { NOT_LOADED, type Loaded } from './desk-state.js';
import { useRefresh } from './use-refresh.js';

interface Options {
  /** Kinds of frames after which it is asked again. */
  readonly on?: readonly string[];
  /** For what changes without a frame that says so. */
  readonly everyMs?: number;
}

export interface Resource<Value> extends Loaded<Value> {
  readonly reload: () => void;
}

/** One answer of the API, asked again when something happened to it; null asks nothing. */
export function useResource<Value>(path: string | null, { on = NONE, everyMs }: Options = {}): Resource<Value> {
  const [answer, setAnswer] = useState<Loaded<Value> & { readonly path: string | null }>({ ...NOT_LOADED, path });
  const asked = useRef<AbortController>(undefined);

  const reload = useCallback(() => {
    asked.current?.abort();
    if (path === null) return;
    const asking = new AbortController();
    asked.current = asking;
    void answerOf<Value>(path, asking.signal).then(({ value, error }) => {
      if (asking.signal.aborted) return undefined;
      // What is there stays while asking again fails.
      return setAnswer((before) => ({
        path,
        value: value ?? (before.path === path ? before.value : undefined),
        error,
      }));
    });
  }, [path]);

  useEffect(() => {
    reload();
    const timer = everyMs === undefined ? undefined : window.setInterval(reload, everyMs);
    return () => {
      window.clearInterval(timer);
      asked.current?.abort();
    };
  }, [reload, everyMs]);
  useRefresh(on, reload);

  // The answer to another question is no answer to this one.
  return answer.path === path ? { value: answer.value, error: answer.error, reload } : { ...NOT_LOADED, reload };
}

async function answerOf<Value>(path: string, signal: AbortSignal): Promise<Loaded<Value>> {
  try {
    return { value: await getJson<Value>(path, signal), error: undefined };
  } catch (error) {
    return { value: undefined, error: (error as Error).message };
  }
}

const NONE: readonly string[] = [];
