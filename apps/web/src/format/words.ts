/** `volume-too-low` and `NO_DEMAND` as words. */
export function words(code: string): string {
  const text = code.replaceAll(/[-_]/g, ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
