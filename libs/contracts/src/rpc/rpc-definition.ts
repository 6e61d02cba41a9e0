import type { z } from 'zod';

/** One question that one service answers over core NATS. The answer always comes wrapped: see {@link RpcReply}. */
export interface RpcDefinition<Request extends z.ZodType = z.ZodType, Response extends z.ZodType = z.ZodType> {
  readonly subject: string;
  /** The service that answers, for messages to a person. */
  readonly service: string;
  readonly request: Request;
  readonly response: Response;
  readonly timeoutMs: number;
}

/** `code` is stable and in kebab-case; `retryable` says whether the same question may succeed later. */
export type RpcReply<Response> =
  | { readonly ok: true; readonly value: Response }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly retryable: boolean };

export function defineRpc<Request extends z.ZodType, Response extends z.ZodType>(
  definition: RpcDefinition<Request, Response>,
): RpcDefinition<Request, Response> {
  return definition;
}
