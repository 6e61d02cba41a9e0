/** Thrown by an RPC handler for an ordinary no. `code` is stable and in kebab-case. */
export class RpcRefusal extends Error {
  override readonly name = 'RpcRefusal';
  readonly code: string;
  /** Whether the same question may succeed later. */
  readonly retryable: boolean;

  constructor(code: string, message: string, retryable = false) {
    super(message);
    this.code = code;
    this.retryable = retryable;
  }
}
