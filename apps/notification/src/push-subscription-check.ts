import type { PushSubscription } from './channel/webpush.channel.js';
import { isLoopbackName } from './config.js';

/** Bytes of an uncompressed point of P-256, and of the secret (RFC 8291 §3.2). */
const KEY_BYTES = 65;
const AUTH_BYTES = 16;

/**
 * What is wrong with a subscription, or null. The endpoint is where this service will send to, so a client may only name
 * a push service that the settings know: anything else would let it reach into the network this service stands in.
 */
export function pushSubscriptionProblem(
  { endpoint, p256dh, auth }: PushSubscription,
  hosts: readonly string[],
): string | null {
  if (!URL.canParse(endpoint)) return 'endpoint must be a URL';
  const { protocol, hostname, username, password } = new URL(endpoint);
  if (!hosts.some((pattern) => matches(hostname, pattern))) {
    return `endpoint: ${hostname} is not among the push services of WEBPUSH_HOSTS`;
  }
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopbackName(hostname))) return 'endpoint must be https';
  if (username !== '' || password !== '') return 'endpoint must not hold credentials';
  const key = Buffer.from(p256dh, 'base64url');
  if (key.length !== KEY_BYTES || key[0] !== 4) return 'p256dh must be an uncompressed P-256 key in base64url';
  if (Buffer.from(auth, 'base64url').length !== AUTH_BYTES) return 'auth must be 16 bytes in base64url';
  return null;
}

function matches(hostname: string, pattern: string): boolean {
  const name = hostname.toLowerCase();
  return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1).toLowerCase()) : name === pattern.toLowerCase();
}
