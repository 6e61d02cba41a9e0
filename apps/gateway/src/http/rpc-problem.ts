import { Problem } from './problem.js';

/** What a failed question to a service carries; the shape of messaging's `RpcFailure`. */
export interface RpcFault {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

const RETRY_AFTER_SECONDS = 2;

/** Turns a service's "no" into an answer: absent → 503, slow → 504, broken → 502, not known → 404, any other refusal → 409. */
export function rpcProblem(fault: RpcFault, service: string): Problem {
  if (fault.code === 'no-responders') {
    return new Problem(
      503,
      'service-unavailable',
      `The ${service} service is not answering; it may be starting. Try again in ${RETRY_AFTER_SECONDS} s.`,
      { service, cause: fault.code },
      RETRY_AFTER_SECONDS,
    );
  }
  if (fault.code === 'timeout') {
    return new Problem(
      504,
      'service-timeout',
      `The ${service} service took too long; the request may still take effect.`,
      { service, cause: fault.code },
      RETRY_AFTER_SECONDS,
    );
  }
  if (fault.code === 'too-large') {
    return new Problem(413, 'body-too-large', 'The request is larger than a message to a service may be; split it.', {
      service,
    });
  }
  if (fault.code === 'internal' || fault.code === 'bad-response') {
    return new Problem(502, 'service-failed', `The ${service} service failed at this request.`, { service });
  }
  if (fault.retryable) {
    return new Problem(503, fault.code, fault.message, { service }, RETRY_AFTER_SECONDS);
  }
  if (/(?:^|-)(?:unknown|not-found)(?:-|$)|^no-/.test(fault.code)) {
    return new Problem(404, fault.code, fault.message, { service });
  }
  if (/^(?:bad|invalid)-/.test(fault.code)) {
    return new Problem(422, fault.code, fault.message, { service });
  }
  return new Problem(409, fault.code, fault.message, { service });
}

export function isRpcFault(error: unknown): error is RpcFault {
  if (!(error instanceof Error)) return false;
  const { code, retryable } = error as Partial<RpcFault>;
  return typeof code === 'string' && typeof retryable === 'boolean';
}
