import { createHash, randomBytes } from 'node:crypto';

/** Random text without characters that need escaping anywhere. Unit of its strength: bytes. */
export function randomSecret(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

/** What is stored of a random secret. Random ones cannot be guessed, so a fast hash is enough; passwords need argon2. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password a person can type: 100 random bits in groups of five, without letters that look alike. */
export function randomPassword(): string {
  const letters: string[] = [];
  while (letters.length < 20) {
    // What lies beyond the last whole round would favour the first letters.
    for (const byte of randomBytes(32)) if (byte < 248 && letters.length < 20) letters.push(LETTERS[byte % 31]!);
  }
  return [0, 5, 10, 15].map((at) => letters.slice(at, at + 5).join('')).join('-');
}
