import { Logger } from '@nestjs/common';
import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import type { RpcDefinition, RpcReply } from '@tape/contracts';
import { withSpan } from '@tape/observability';
import { isTransient } from '../lane/transient-error.js';
import { RpcRefusal } from './rpc-refusal.js';

export type RpcHandler = (request: unknown) => Promise<unknown>;

/** Answers one question. Requests are worked on side by side; replicas of the service share them. */
export class RpcResponder {
  readonly #log = new Logger(RpcResponder.name);
  readonly #definition: RpcDefinition;
  readonly #handler: RpcHandler;
  readonly #running = new Set<Promise<void>>();
  #subscription: Subscription | undefined;

  constructor(definition: RpcDefinition, handler: RpcHandler) {
    this.#definition = definition;
    this.#handler = handler;
  }

  start(nats: NatsConnection): void {
    this.#subscription = nats.subscribe(this.#definition.subject, {
      queue: this.#definition.service,
      callback: (error, message) => {
        if (error !== null) return;
        void this.#track(this.#serve(message));
      },
    });
  }

  /** Takes no more requests and answers those it has. */
  async stop(): Promise<void> {
    await new Promise<void>((done) => {
      const patience = setTimeout(done, 1_000);
      const drained = (): void => {
        clearTimeout(patience);
        done();
      };
      this.#subscription?.drain().then(drained, drained);
    });
    await Promise.allSettled(this.#running);
  }

  async #track(work: Promise<void>): Promise<void> {
    this.#running.add(work);
    await work;
    this.#running.delete(work);
  }

  async #serve(message: Msg): Promise<void> {
    const reply = await withSpan(
      this.#definition.subject,
      { kind: 'server', traceparent: message.headers?.get('traceparent') || undefined },
      () => this.#answer(message),
    );
    try {
      message.respond(JSON.stringify(reply));
    } catch (error) {
      this.#log.warn(`${this.#definition.subject}: the answer could not be sent: ${(error as Error).message}`);
    }
  }

  async #answer(message: Msg): Promise<RpcReply<unknown>> {
    let json: unknown;
    try {
      json = message.json();
    } catch {
      return { ok: false, code: 'bad-request', message: 'the request is not JSON', retryable: false };
    }
    const request = this.#definition.request.safeParse(json);
    if (!request.success) {
      return { ok: false, code: 'bad-request', message: request.error.message, retryable: false };
    }
    try {
      return { ok: true, value: await this.#handler(request.data) };
    } catch (error) {
      if (error instanceof RpcRefusal) {
        return { ok: false, code: error.code, message: error.message, retryable: error.retryable };
      }
      const reason = error instanceof Error ? error.message : String(error);
      this.#log.error(`${this.#definition.subject}: ${reason}`, error instanceof Error ? error.stack : undefined);
      return { ok: false, code: 'internal', message: reason, retryable: isTransient(error) };
    }
  }
}
