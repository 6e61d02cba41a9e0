import { useCallback, useEffect, useRef, useState } from 'react';
import { getJson } from '../api/request.js';
import type { Page } from '../api/wire-page.js';
import { NOT_LOADED, type Loaded } from './desk-state.js';
import { withNewest, withOlder, type PagedRows } from './paged-rows.js';
import { useRefresh } from './use-refresh.js';

/** Rows of one question: enough for a screen or ten, little enough to come at once. */
const PAGE_ROWS = 200;

export interface PagedList<Row> extends Loaded<readonly Row[]> {
  readonly hasMore: boolean;
  /** Loads the next page; asked while one is on its way, or after the last, it does nothing. */
  readonly more: () => void;
  readonly reload: () => void;
}

interface Options<Row> {
  readonly keyOf: (row: Row) => string;
  /** Kinds of frames after which its beginning is asked again. */
  readonly on: readonly string[];
}

/** A list of the API, newest first, loaded page by page as somebody scrolls and kept up by frames. `path` has no cursor. */
export function usePagedList<Row>(path: string, { keyOf, on }: Options<Row>): PagedList<Row> {
  const [list, setList] = useState<Loaded<PagedRows<Row>> & { readonly path: string }>({ ...NOT_LOADED, path });
  const isLoadingMore = useRef(false);
  const key = useRef(keyOf);
  const current = useRef(path);
  current.current = path;

  const ask = useCallback(
    async (cursor: string | null, take: (before: PagedRows<Row> | undefined, page: Page<Row>) => PagedRows<Row>) => {
      const after = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      try {
        const page = await getJson<Page<Row>>(`${path}${path.includes('?') ? '&' : '?'}limit=${PAGE_ROWS}${after}`);
        if (current.current !== path) return;
        setList((before) => ({
          path,
          value: take(before.path === path ? before.value : undefined, page),
          error: undefined,
        }));
      } catch (error) {
        if (current.current !== path) return;
        const { message } = error as Error;
        setList((before) => ({ path, value: before.path === path ? before.value : undefined, error: message }));
      }
    },
    [path],
  );

  const reload = useCallback(() => {
    void ask(null, (before, page) =>
      before === undefined
        ? { rows: page.items, cursor: page.next_cursor }
        : withNewest(before, page, (row) => key.current(row)),
    );
  }, [ask]);
  useEffect(reload, [reload]);
  useRefresh(on, reload);

  const loaded = list.path === path ? list : { ...NOT_LOADED, path };
  const cursor = loaded.value?.cursor ?? null;
  const more = useCallback(() => {
    if (cursor === null || isLoadingMore.current) return;
    isLoadingMore.current = true;
    void ask(cursor, (before, page) =>
      // Begun anew meanwhile: this page does not follow any more.
      before?.cursor === cursor
        ? withOlder(before, page, (row) => key.current(row))
        : (before ?? { rows: page.items, cursor: page.next_cursor }),
    ).finally(() => {
      isLoadingMore.current = false;
    });
  }, [ask, cursor]);

  return { value: loaded.value?.rows, error: loaded.error, hasMore: cursor !== null, more, reload };
}
