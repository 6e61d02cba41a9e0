import { RpcFailure } from '../rpc/rpc-failure.js';

/** Node's words for a peer that is away. */
const NETWORK_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** SQLSTATE classes and codes: connection, resources, shutdown or start of the server, conflicts of transactions. */
const SQLSTATE = /^(08...|53...|57P0[1-5]|40001|40P01|55P03)$/;
/** What drivers say when they give no code. */
const LOST_CONNECTION =
  /connection terminated|timeout exceeded when trying to connect|connection is (closed|draining)/i;

/**
 * Whether an error speaks of the surroundings (a database that restarts, a service that is away) and not of the message:
 * then the message waits as long as it takes and is never given up for it. Looks through `cause` and `driverError`.
 */
export function isTransient(error: unknown): boolean {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; depth += 1) {
    if (each instanceof RpcFailure) return each.retryable;
    const { code } = each as { code?: unknown };
    if (typeof code === 'string' && (NETWORK_CODES.has(code) || SQLSTATE.test(code))) return true;
    if (LOST_CONNECTION.test(each.message)) return true;
    if (each instanceof AggregateError && each.errors.some(isTransient)) return true;
    each = (each as { driverError?: unknown }).driverError ?? each.cause;
  }
  return false;
}
