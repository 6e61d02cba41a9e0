import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { BroadcastListener } from './broadcast-listener.js';
import type { BrokerConnection } from './connection/broker-connection.js';
import type { MessagingOptions } from './connection/options.js';
import { DECLARATION, type HandlerDeclaration, type ResolvedEventsOptions } from './handler/handler-declaration.js';
import { DeadLetters } from './lane/dead-letters.js';
import { LaneSet } from './lane/lane-set.js';
import type { MessagingMetrics } from './metrics/messaging-metrics.js';
import type { EventPublisher } from './publish/event-publisher.js';
import { RpcResponder } from './rpc/rpc-responder.js';
import type { BatchHandler } from './lane/lane.js';

/** Runs the methods marked with `@OnEvents`, `@OnBroadcast` and `@OnRpc` over NATS, as a transport of Nest. */
export class JetStreamStrategy extends Server implements CustomTransportStrategy {
  /** Errors of handlers are dealt with here, not logged and swallowed by Nest. */
  override readonly propagatesEventHandlerErrors = true;
  readonly #connection: BrokerConnection;
  readonly #options: MessagingOptions;
  readonly #lanes: LaneSet;
  readonly #listeners: BroadcastListener[] = [];
  readonly #responders: RpcResponder[] = [];
  #closing: Promise<void> | undefined;

  constructor(
    connection: BrokerConnection,
    options: MessagingOptions,
    publisher: EventPublisher,
    metrics: MessagingMetrics,
  ) {
    super();
    this.#connection = connection;
    this.#options = options;
    this.#lanes = new LaneSet(connection, options, new DeadLetters(publisher, options.service), metrics);
  }

  /** Starts all handlers. @throws Error when two declare the same durable or the same question. */
  listen(callback: (error?: unknown) => void): void {
    try {
      for (const [pattern, handler] of this.getHandlers()) this.#start(pattern, handler);
      callback();
    } catch (error) {
      callback(error);
    }
  }

  /** Finishes what runs, settles it and stops; the connection stays open for others of the process. */
  close(): Promise<void> {
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  override on(): never {
    throw new Error('the transport has no events of its own; ask BrokerConnection');
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- Nest's signature
  override unwrap<Client>(): Client {
    return this.#connection.nats as Client;
  }

  #start(pattern: string, handler: MessageHandler): void {
    const declaration = (handler.extras as Record<string, HandlerDeclaration> | undefined)?.[DECLARATION];
    if (declaration === undefined) {
      throw new Error(`${pattern} must be declared with @OnEvents, @OnBroadcast or @OnRpc`);
    }
    switch (declaration.kind) {
      case 'events':
        return this.#startLanes(declaration.options, handler);
      case 'broadcast': {
        const listener = new BroadcastListener(declaration.events, async (event) => {
          for (let each: MessageHandler | undefined = handler; each !== undefined; each = each.next) {
            await resultOf(each, event);
          }
        });
        this.#listeners.push(listener);
        return listener.start(this.#connection.nats);
      }
      case 'rpc': {
        const responder = new RpcResponder(declaration.definition, (request) => resultOf(handler, request));
        this.#responders.push(responder);
        return responder.start(this.#connection.nats);
      }
    }
  }

  #startLanes(options: ResolvedEventsOptions, handler: MessageHandler): void {
    if (handler.next !== undefined) throw new Error(`the durable ${options.durable} has two handlers`);
    this.#lanes.add(options, (batch) => resultOf(handler, batch) as ReturnType<BatchHandler>);
  }

  async #drain(): Promise<void> {
    await Promise.all([
      this.#lanes.stop(this.#options.timing.drainMs),
      ...this.#listeners.map((listener) => listener.stop()),
      ...this.#responders.map((responder) => responder.stop()),
    ]);
  }
}

/** Nest wraps what a handler returns, and what it throws, in an Observable when filters or interceptors are present. */
async function resultOf(handler: MessageHandler, argument: unknown): Promise<unknown> {
  const result: unknown = await handler(argument);
  return isObservable(result) ? await lastValueFrom(result, { defaultValue: undefined }) : result;
}
