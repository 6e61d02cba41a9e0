import { Logger } from '@nestjs/common';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { bearerOf, bearerOfProtocols, FEED_PROTOCOL, sameToken } from '../http/bearer-token.js';
import { isTrustedHost, isTrustedOrigin } from '../http/trusted-origin.js';
import { readClientRequest } from './client-request.js';
import { CLOSE_TOO_MANY_ERRORS, FeedClient, MAX_BUFFERED_BYTES } from './feed-client.js';
import type { FeedHub } from './feed-hub.js';

export const FEED_PATH = '/ws';

const MAX_CLIENT_FRAME_BYTES = 16 * 1024;
const HEARTBEAT_MS = 20_000;
/** A new client may say first where to resume; one that says nothing is served from where it came in. */
const OPENING_MS = 250;
const MAX_MISTAKES = 20;
const CLOSE_GOING_AWAY = 1001;
const CLOSE_TRY_AGAIN = 1013;

export interface FeedServerOptions {
  readonly token: string | undefined;
  readonly loopback: boolean;
  readonly allowedHosts: ReadonlySet<string>;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly maxClients: number;
  readonly maxBufferedBytes?: number;
}

/** The WebSocket side of the gateway: who may connect, what clients may say, and that dead ones are noticed. */
export class FeedServer {
  readonly #hub: FeedHub;
  readonly #options: FeedServerOptions;
  readonly #log = new Logger(FeedServer.name);
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_CLIENT_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(FEED_PROTOCOL) ? FEED_PROTOCOL : false),
  });
  readonly #alive = new WeakSet<WebSocket>();
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(hub: FeedHub, options: FeedServerOptions) {
    this.#hub = hub;
    this.#options = options;
  }

  attach(http: Server): void {
    http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#upgrade(request, socket, head),
    );
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /** Tells every client to come back, to another gateway or to this one started again. */
  close(): void {
    clearInterval(this.#heartbeat);
    this.#hub.each((client) => client.close(CLOSE_GOING_AWAY, 'the gateway stops: connect again and resume'));
    this.#server.close();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = this.#refusal(request);
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => this.#connected(client));
  }

  #refusal(request: IncomingMessage): string | undefined {
    const { headers } = request;
    const { token, loopback, allowedHosts, allowedOrigins } = this.#options;
    if (new URL(request.url ?? '/', 'http://gateway').pathname !== FEED_PATH) return '404 Not Found';
    if (loopback && token === undefined && !isTrustedHost(headers.host, allowedHosts)) return '403 Forbidden';
    if (!isTrustedOrigin(headers.origin, headers.host, allowedOrigins)) return '403 Forbidden';
    const given = bearerOf(headers.authorization) ?? bearerOfProtocols(headers['sec-websocket-protocol']);
    if (token !== undefined && !sameToken(given, token)) return '401 Unauthorized';
    if (this.#hub.size >= this.#options.maxClients) return '503 Service Unavailable';
    return undefined;
  }

  #connected(socket: WebSocket): void {
    const start = this.#hub.last;
    const client = new FeedClient(socket, start, this.#options.maxBufferedBytes ?? MAX_BUFFERED_BYTES);
    this.#hub.add(client);
    this.#alive.add(socket);
    client.tell('welcome', { last_sequence: start, protocol: FEED_PROTOCOL });

    let mistakes = 0;
    const opening = setTimeout(() => this.#serve(client, start), OPENING_MS);
    socket.on('pong', () => this.#alive.add(socket));
    socket.on('close', () => {
      clearTimeout(opening);
      this.#hub.remove(client);
    });
    // Protocol faults (a frame too large, bad UTF-8) close the socket by themselves; there is nothing to add.
    socket.on('error', (error) => this.#log.debug(`a WebSocket client broke the protocol: ${error.message}`));
    socket.on('message', (data: RawData, binary: boolean) => {
      this.#alive.add(socket);
      const answer = readClientRequest(binary ? '' : textOf(data));
      if (!answer.ok) {
        mistakes += 1;
        client.tell('error', { code: answer.code, message: answer.message });
        if (mistakes >= MAX_MISTAKES) client.close(CLOSE_TOO_MANY_ERRORS, 'too many messages that cannot be read');
        return;
      }
      if (answer.subscription !== undefined) {
        this.#hub.subscribe(client, answer.subscription);
        const { symbols, types } = answer.subscription;
        client.tell('subscribed', {
          symbols: symbols === null ? null : [...symbols],
          types: types === null ? null : [...types],
        });
      }
      if (answer.resumeAfter !== undefined) {
        clearTimeout(opening);
        this.#serve(client, answer.resumeAfter);
      }
      if (answer.ping) client.tell('pong', null);
    });
  }

  #serve(client: FeedClient, after: number): void {
    this.#hub.serveFrom(client, after).catch((error: unknown) => {
      this.#log.warn(`a client could not be served from the feed: ${String(error)}`);
      client.tell('error', { code: 'feed-unavailable', message: 'the feed cannot be read now; connect again' });
      client.close(CLOSE_TRY_AGAIN, 'the feed cannot be read now');
    });
  }

  #beat(): void {
    for (const socket of this.#server.clients) {
      if (this.#alive.has(socket)) {
        this.#alive.delete(socket);
        socket.ping();
      } else socket.terminate();
    }
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.from(data as ArrayBuffer).toString('utf8');
}
