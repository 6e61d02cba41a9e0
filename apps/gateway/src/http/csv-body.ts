import { StringDecoder } from 'node:string_decoder';
import type { Request } from 'express';
import { MAX_CSV_BYTES } from './body-limits.js';
import { Problem } from './problem.js';

/** The text of a file as it comes in, never held whole. @throws Problem 413 beyond {@link MAX_CSV_BYTES}. */
export async function* csvChunks(request: Request): AsyncGenerator<string> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > MAX_CSV_BYTES) throw tooLarge();
  const decoder = new StringDecoder('utf8');
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_CSV_BYTES) throw tooLarge();
    yield decoder.write(chunk);
  }
  yield decoder.end();
}

function tooLarge(): Problem {
  return new Problem(
    413,
    'body-too-large',
    `A CSV may have up to ${MAX_CSV_BYTES / 1024 / 1024} MiB; split the file.`,
    { limit_bytes: MAX_CSV_BYTES },
  );
}
