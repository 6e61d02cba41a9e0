import { useEffect, useRef } from 'react';
import { hashOf, PAGES, type PageName } from './route.js';

/** The pages, as links: Tab reaches them, Back and bookmarks work. */
export function Navigation({ chosen }: { readonly chosen: PageName }) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // Where the links do not all fit, the chosen one is brought into sight.
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [chosen]);
  return (
    <nav className="navigation" aria-label="Pages">
      <ul ref={list}>
        {PAGES.map(({ name, label, ...page }) => {
          const short = 'short' in page ? page.short : label;
          return (
            <li key={name}>
              <a href={hashOf({ page: name, detail: null })} aria-current={name === chosen ? 'page' : undefined}>
                {short}
                <span className="if-room">{label.slice(short.length)}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
