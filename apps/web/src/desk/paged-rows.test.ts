import { describe, expect, it } from '@jest/globals';
import { withNewest, withOlder, type PagedRows } from './paged-rows.js';

const keyOf = (row: string) => row.charAt(0);
const list = (rows: string, cursor: string | null): PagedRows<string> => ({ rows: rows.split(' '), cursor });
const page = (items: string, next_cursor: string | null) => ({
  items: items === '' ? [] : items.split(' '),
  next_cursor,
});

describe('a list in pages', () => {
  it('goes on with what is older, each row once', () => {
    expect(withOlder(list('e d', 'after-d'), page('d c', 'after-c'), keyOf)).toEqual(list('e d c', 'after-c'));
  });

  it.each([
    ['takes in what is new', page('f e d', 'x'), list('f e d c b', 'after-b')],
    ['replaces what changed and keeps what is older', page('e2 d c', 'x'), list('e2 d c b', 'after-b')],
    ['lets go what left the list', page('e c', 'x'), list('e c b', 'after-b')],
    ['begins anew where the page does not reach', page('h g f', 'after-f'), list('h g f', 'after-f')],
    ['is the page where that is all', page('e d', null), list('e d', null)],
  ])('%s', (_, newest, after) => {
    expect(withNewest(list('e d c b', 'after-b'), newest, keyOf)).toEqual(after);
  });

  it('is empty when the page is', () => {
    expect(withNewest(list('e d', 'after-d'), page('', null), keyOf)).toEqual({ rows: [], cursor: null });
  });
});
