import { useEffect, useState } from 'react';

export type Theme = 'light' | 'dark';

const KEY = 'tapereader.theme';

/** The theme in force: what was chosen here, else what the system prefers, followed as it changes. */
export function useTheme(): readonly [Theme, () => void] {
  const [chosen, setChosen] = useState<Theme | null>(() => themeOf(localStorage.getItem(KEY)));
  const [preferred, setPreferred] = useState<Theme>(() => preference().theme);
  const theme = chosen ?? preferred;
  // At once and not in an effect: the chart reads the colours while it is drawn.
  document.documentElement.dataset['theme'] = theme;

  useEffect(() => {
    const { media } = preference();
    const follow = () => setPreferred(preference().theme);
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, []);

  const toggle = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem(KEY, next);
    setChosen(next);
  };
  return [theme, toggle];
}

function preference(): { readonly media: MediaQueryList; readonly theme: Theme } {
  const media = window.matchMedia('(prefers-color-scheme: dark)');
  return { media, theme: media.matches ? 'dark' : 'light' };
}

function themeOf(text: string | null): Theme | null {
  return text === 'light' || text === 'dark' ? text : null;
}
