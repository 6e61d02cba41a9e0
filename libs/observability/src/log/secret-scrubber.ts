/** What is written where a secret stood. */
export const REDACTED = '[redacted]';

/** Property names whose value never reaches a log, whatever holds it. */
const SECRET_NAME =
  /^(.*[_-])?(password|passwd|pwd|secret|token|api[_-]?key|(?:private|signing)[_-]?key|webhook[_-]?url|authorization|cookie|set-cookie|credentials?)$/i;

/** `scheme://user:password@host`: the password goes, the rest helps to find the fault. */
const URL_PASSWORD = /([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s/]+(?=@)/gi;
const BEARER = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/g;

/** Whether a property or variable of this name holds something that must not be printed. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Removes passwords of URLs and authorization values from free text. */
export function scrubText(text: string): string {
  return text.replace(URL_PASSWORD, `$1${REDACTED}`).replace(BEARER, `$1 ${REDACTED}`);
}

/** Deepest nesting that is still written; what lies deeper is named by its type, so that no log line costs a whole object graph. */
const MAX_DEPTH = 6;

/** A copy of `value` that is safe to write: secret properties replaced, text scrubbed, errors flattened, cycles cut. */
export function scrubbed(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return describeError(value, depth);
  if (value instanceof Date) return value;
  if (depth >= MAX_DEPTH) return Array.isArray(value) ? '[array]' : '[object]';
  if (Array.isArray(value)) return value.map((item) => scrubbed(item, depth + 1));
  if (value instanceof Map || value instanceof Set) return scrubbed([...value], depth);
  const safe: Record<string, unknown> = {};
  for (const [name, held] of Object.entries(value)) {
    safe[name] = isSecretName(name) ? REDACTED : scrubbed(held, depth + 1);
  }
  return safe;
}

/** What a log keeps of an error: not its enumerable extras, which may be whole queries with their parameters. */
export function describeError(error: Error, depth = 0): Record<string, unknown> {
  const code = (error as { code?: unknown }).code;
  const { cause } = error;
  return {
    type: error.name,
    message: scrubText(error.message),
    stack: scrubText(error.stack ?? ''),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(cause === undefined || depth >= MAX_DEPTH ? {} : { cause: scrubbed(cause, depth + 1) }),
  };
}
