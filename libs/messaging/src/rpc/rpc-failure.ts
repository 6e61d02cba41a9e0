/**
 * Why a question got no answer. Codes of this side: `no-responders`, `timeout`, `disconnected` (retryable),
 * `bad-request`, `bad-response`, `internal`; any other is the refusal of the service that was asked.
 */
export class RpcFailure extends Error {
  override readonly name = 'RpcFailure';
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, retryable: boolean, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.retryable = retryable;
  }
}
