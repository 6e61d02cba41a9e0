import type { Server } from 'node:http';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { HttpAdapterHost } from '@nestjs/core';
import type { BarFeed } from './bar-feed.js';
import type { FeedHub, FeedSource } from './feed-hub.js';
import type { FeedServer } from './feed-server.js';

/** JetStream behind the process's connection; asked for anew each time, because a starting server may refuse at first. */
export function feedSourceOf(nats: NatsConnection): () => Promise<FeedSource> {
  return async () => ({ jetstream: jetstream(nats), manager: await jetstreamManager(nats) });
}

/** Starts the feed with the application, and lets clients go before the HTTP server closes. */
export class FeedLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #http: HttpAdapterHost;
  readonly #nats: NatsConnection;
  readonly #hub: FeedHub;
  readonly #bars: BarFeed;
  readonly #server: FeedServer;

  constructor(http: HttpAdapterHost, nats: NatsConnection, hub: FeedHub, bars: BarFeed, server: FeedServer) {
    this.#http = http;
    this.#nats = nats;
    this.#hub = hub;
    this.#bars = bars;
    this.#server = server;
  }

  async onApplicationBootstrap(): Promise<void> {
    this.#hub.start();
    this.#bars.start(this.#nats);
    await this.#hub.ready();
    this.#server.attach(this.#http.httpAdapter.getHttpServer() as Server);
  }

  beforeApplicationShutdown(): void {
    this.#server.close();
    this.#bars.stop();
    this.#hub.stop();
  }
}
