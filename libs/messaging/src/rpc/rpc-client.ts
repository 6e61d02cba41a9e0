import { errors, headers, type Msg } from '@nats-io/transport-node';
import type { RpcDefinition, RpcReply } from '@tape/contracts';
import { currentTraceparent } from '@tape/observability';
import type { BrokerConnection } from '../connection/broker-connection.js';
import type { MessagingMetrics, RpcOutcome } from '../metrics/messaging-metrics.js';
import { RpcFailure } from './rpc-failure.js';
import type { RequestOf, ResponseOf } from './rpc-types.js';

export interface CallOptions {
  /** Instead of the time the definition allows. Unit: milliseconds. */
  readonly timeoutMs?: number;
}

/** Asks other services. */
export class RpcClient {
  readonly #connection: BrokerConnection;
  readonly #metrics: MessagingMetrics;

  constructor(connection: BrokerConnection, metrics: MessagingMetrics) {
    this.#connection = connection;
    this.#metrics = metrics;
  }

  /**
   * Asks once; whether to ask again is the caller's decision.
   * @throws RpcFailure with the refusal of the other side, or `no-responders`, `timeout`, `disconnected` of this one.
   */
  async call<Definition extends RpcDefinition>(
    definition: Definition,
    request: RequestOf<Definition>,
    options: CallOptions = {},
  ): Promise<ResponseOf<Definition>> {
    const startedAt = performance.now();
    let outcome: RpcOutcome = 'failed';
    try {
      const reply = await this.#ask(definition, request, options.timeoutMs ?? definition.timeoutMs);
      outcome = reply.ok ? 'ok' : 'refused';
      if (!reply.ok) throw new RpcFailure(reply.code, reply.message, reply.retryable);
      const response = definition.response.safeParse(reply.value);
      if (response.success) return response.data as ResponseOf<Definition>;
      throw new RpcFailure('bad-response', `${definition.subject}: ${response.error.message}`, false);
    } finally {
      this.#metrics.rpcTook(definition.subject, outcome, performance.now() - startedAt);
    }
  }

  async #ask(definition: RpcDefinition, request: unknown, timeoutMs: number): Promise<RpcReply<unknown>> {
    const traceparent = currentTraceparent();
    const head = headers();
    if (traceparent !== undefined) head.set('traceparent', traceparent);
    if (!this.#connection.connected) {
      throw new RpcFailure('disconnected', `${definition.service}: no connection to NATS`, true);
    }
    let answer: Msg;
    try {
      answer = await this.#connection.nats.request(definition.subject, JSON.stringify(request), {
        timeout: timeoutMs,
        headers: head,
      });
    } catch (error) {
      throw failureOf(error, definition, timeoutMs);
    }
    return answer.json<RpcReply<unknown>>();
  }
}

function failureOf(error: unknown, { service, subject }: RpcDefinition, timeoutMs: number): RpcFailure {
  if (error instanceof errors.NoRespondersError || (error instanceof errors.RequestError && error.isNoResponders())) {
    return new RpcFailure('no-responders', `${service} is not running (${subject})`, true, error);
  }
  if (error instanceof errors.InvalidArgumentError) {
    return new RpcFailure('too-large', `the question is larger than a message may be (${subject})`, false, error);
  }
  if (error instanceof errors.TimeoutError) {
    return new RpcFailure('timeout', `${service} did not answer within ${timeoutMs} ms (${subject})`, true, error);
  }
  return new RpcFailure('disconnected', `${service}: ${(error as Error).message}`, true, error);
}
