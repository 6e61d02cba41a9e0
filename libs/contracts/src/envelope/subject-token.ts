const SAFE = /^[A-Za-z0-9_-]+$/;

/**
 * Turns any text into exactly one NATS subject token. `BRK.B` would be two tokens and `*` a wildcard,
 * so every byte outside `[A-Za-z0-9_-]` is percent-encoded; the payload, not the subject, holds the true name.
 * @throws RangeError on empty text: an empty token makes a subject that no server accepts.
 */
export function subjectToken(text: string): string {
  if (text.length === 0) throw new RangeError('a subject token needs at least one character');
  if (SAFE.test(text)) return text;
  let token = '';
  for (const byte of new TextEncoder().encode(text)) {
    const char = String.fromCharCode(byte);
    token += SAFE.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return token;
}

/** The inverse of {@link subjectToken}. @throws URIError when the token was not made by it. */
export function textOfSubjectToken(token: string): string {
  return decodeURIComponent(token);
}
