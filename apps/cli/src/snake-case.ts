const TIME_KEY = /^(?:t|.*T)imeMs$|^(?:at|.*At|.*After|from|through|mark(?:ed)?)Ms$/;

/** A value as the REST interface writes it: keys in snake_case, times as ISO 8601 under names without "Ms". */
export function toSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSnakeCase);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (TIME_KEY.test(key) && (typeof inner === 'number' || inner === null)) {
        return [snake(key.slice(0, -2)), inner === null ? null : new Date(inner).toISOString()];
      }
      return [isIdentifier(key) ? snake(key) : key, toSnakeCase(inner)];
    }),
  );
}

/** Names of fields; words that are data, like VOLUME or "risk-too-high", stay. */
function isIdentifier(key: string): boolean {
  return /^[a-z][A-Za-z0-9]*$/.test(key);
}

function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
