import { useEffect, useState } from 'react';

/** Every page, in the order of the navigation. */
export const PAGES = [
  { name: 'market', label: 'Market' },
  { name: 'decisions', label: 'Signals & rejections', short: 'Signals' },
  { name: 'portfolio', label: 'Portfolio' },
  { name: 'emergency', label: 'Emergency' },
  { name: 'backtests', label: 'Backtest lab', short: 'Backtest' },
  { name: 'experiments', label: 'Experiments' },
  { name: 'operations', label: 'Operations' },
  { name: 'data', label: 'Data' },
  { name: 'settings', label: 'Settings' },
] as const satisfies readonly {
  readonly name: string;
  readonly label: string;
  /** Where there is no room for the label; the beginning of it. */
  readonly short?: string;
}[];
export type PageName = (typeof PAGES)[number]['name'];

/** Where somebody is: `#/market/AAPL:1d` is the page `market` with the series `AAPL:1d`. */
export interface Route {
  readonly page: PageName;
  readonly detail: string | null;
}

/** Reads the part of an address after `#`. What cannot be read is the first page: a bad link must not be a blank screen. */
export function routeOf(hash: string): Route {
  const [name = '', ...rest] = hash.replace(/^#?\/?/, '').split('/');
  const page = PAGES.find((each) => each.name === name)?.name;
  return { page: page ?? 'market', detail: page === undefined ? null : decoded(rest.join('/')) };
}

export function hashOf({ page, detail }: Route): string {
  return detail === null ? `#/${page}` : `#/${page}/${encodeURIComponent(detail)}`;
}

/** Goes there, as a link would: Back leads here again. */
export function goTo(route: Route): void {
  window.location.hash = hashOf(route);
}

/** The route in force, followed as the address changes. */
export function useRoute(): Route {
  const [hash, setHash] = useState(() => window.location.hash);
  useEffect(() => {
    const follow = () => setHash(window.location.hash);
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return routeOf(hash);
}

function decoded(text: string): string | null {
  if (text === '') return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
