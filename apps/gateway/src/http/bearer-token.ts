import { createHash, timingSafeEqual } from 'node:crypto';

/** Browsers cannot set headers on a WebSocket, but they can offer subprotocols; this one carries the token. */
const PROTOCOL_PREFIX = 'bearer.';
/** The subprotocol that is spoken. */
export const FEED_PROTOCOL = 'tape.v1';

export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
}

export function bearerOfProtocols(protocols: string | undefined): string | undefined {
  return protocols
    ?.split(',')
    .map((protocol) => protocol.trim())
    .find((protocol) => protocol.startsWith(PROTOCOL_PREFIX))
    ?.slice(PROTOCOL_PREFIX.length);
}

/** Compares in the same time whatever differs, so that the token cannot be found letter by letter. */
export function sameToken(given: string | undefined, expected: string): boolean {
  if (given === undefined) return false;
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
