import { Problem } from './problem.js';

/** Place in a list ordered by time, newest first, then by id: the last row that was given out. */
export interface Cursor {
  readonly timeMs: number;
  readonly id: string;
}

/** Opaque to clients: they hand back what they were given. */
export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.timeMs, cursor.id])).toString('base64url');
}

/** @throws Problem 400 `bad-cursor` when the text was not made by {@link encodeCursor}. */
export function decodeCursor(text: string): Cursor {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.length === 2) {
      const [timeMs, id] = parts as [unknown, unknown];
      if (Number.isSafeInteger(timeMs) && typeof id === 'string') return { timeMs: timeMs as number, id };
    }
  } catch {
    // Falls through to the one answer for every unreadable cursor.
  }
  throw new Problem(400, 'bad-cursor', 'The cursor is not one this API gave out; ask for the first page without it.');
}
