import { z } from 'zod';

/*
 * What a variable of the environment may hold. Messages begin with "must be", because they are read as
 * "HTTP_PORT: value '70000' must be a whole number from 0 to 65535".
 */

/** A whole number inside its limits, both included. */
export function wholeNumber(min: number, max: number): z.ZodType<number> {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string(message)
    .trim()
    .regex(/^-?\d+$/, { error: message, abort: true })
    .transform(Number)
    .pipe(z.int(message).min(min, message).max(max, message));
}

/** A URL of one of these schemes. */
export function urlOf(...schemes: readonly string[]): z.ZodType<string> {
  const message = `must be a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`;
  return z.string(message).refine((text) => isUrlOf(text, schemes), message);
}

/** One URL or several with commas between. */
export function urlsOf(...schemes: readonly string[]): z.ZodType<string> {
  const message = `must be one URL or several with commas between, each beginning with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`;
  return z.string(message).refine((text) => text.split(',').every((url) => isUrlOf(url.trim(), schemes)), message);
}

/** One of these words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words): z.ZodType<Words[number]> {
  return z.enum(words, `must be one of ${words.join(', ')}`);
}

/** true or false; also 1 and 0, on and off, because that is what people write. */
export function flag(): z.ZodType<boolean> {
  const message = 'must be true or false';
  return z
    .string(message)
    .refine((text) => FLAGS.has(text.toLowerCase()), message)
    .transform((text) => FLAGS.get(text.toLowerCase()) === true);
}

const FLAGS = new Map([
  ['true', true],
  ['1', true],
  ['on', true],
  ['yes', true],
  ['false', false],
  ['0', false],
  ['off', false],
  ['no', false],
]);

function isUrlOf(text: string, schemes: readonly string[]): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return schemes.includes(url.protocol.slice(0, -1)) && url.host !== '';
}
