import { Logger } from '@nestjs/common';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Authenticated, Authenticator } from '../auth/authenticator.js';
import type { Principal } from '../auth/principal.js';
import { bearerOfProtocols, FEED_PROTOCOL } from '../http/bearer-token.js';
import { isTrustedHost, isTrustedOrigin } from '../http/trusted-origin.js';
import { readClientRequest } from './client-request.js';
import { CLOSE_ACCESS_ENDED, CLOSE_TOO_MANY_ERRORS, FeedClient, MAX_BUFFERED_BYTES } from './feed-client.js';
import type { FeedHub } from './feed-hub.js';

export const FEED_PATH = '/ws';

const MAX_CLIENT_FRAME_BYTES = 16 * 1024;
const HEARTBEAT_MS = 20_000;
/** A new client may say first where to resume; one that says nothing is served from where it came in. */
const OPENING_MS = 250;
const MAX_MISTAKES = 20;
const CLOSE_GOING_AWAY = 1001;
const CLOSE_TRY_AGAIN = 1013;
/** What a timer can wait; a key that lives longer is looked at with every heartbeat. */
const LONGEST_TIMER_MS = 2_000_000_000;

export interface FeedServerOptions {
  /** Whether callers need no token, so that a foreign name must not lead here. */
  readonly onlyOwnNames: boolean;
  readonly allowedHosts: ReadonlySet<string>;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly maxClients: number;
  readonly maxBufferedBytes?: number;
}

/** The WebSocket side of the gateway: who may connect, what clients may say, and that dead ones are noticed. */
export class FeedServer {
  readonly #hub: FeedHub;
  readonly #authenticator: Authenticator;
  readonly #options: FeedServerOptions;
  readonly #log = new Logger(FeedServer.name);
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_CLIENT_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(FEED_PROTOCOL) ? FEED_PROTOCOL : false),
  });
  readonly #alive = new WeakSet<WebSocket>();
  readonly #principals = new WeakMap<WebSocket, { readonly client: FeedClient; readonly principal: Principal }>();
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(hub: FeedHub, authenticator: Authenticator, options: FeedServerOptions) {
    this.#hub = hub;
    this.#authenticator = authenticator;
    this.#options = options;
  }

  attach(http: Server): void {
    http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      // Nobody else listens for errors of a socket while we ask who it is.
      socket.on('error', ignoreGone);
      void this.#upgrade(request, socket, head);
    });
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /** Tells every client to come back, to another gateway or to this one started again. */
  close(): void {
    clearInterval(this.#heartbeat);
    this.#hub.each((client) => client.close(CLOSE_GOING_AWAY, 'the gateway stops: connect again and resume'));
    this.#server.close();
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const refusal = this.#refusal(request);
    const who = refusal === undefined ? await this.#who(request) : undefined;
    if (socket.destroyed) return;
    if (who?.ok === true && this.#hub.size < this.#options.maxClients) {
      socket.off('error', ignoreGone);
      this.#server.handleUpgrade(request, socket, head, (client) => this.#connected(client, socket, who.principal));
      return;
    }
    const answer = refusal ?? (who?.ok === false ? '401 Unauthorized' : '503 Service Unavailable');
    socket.end(`HTTP/1.1 ${answer}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }

  #refusal({ url, headers }: IncomingMessage): string | undefined {
    const { onlyOwnNames, allowedHosts, allowedOrigins } = this.#options;
    if (pathOf(url) !== FEED_PATH) return '404 Not Found';
    if (onlyOwnNames && !isTrustedHost(headers.host, allowedHosts)) return '403 Forbidden';
    if (!isTrustedOrigin(headers.origin, headers.host, allowedOrigins)) return '403 Forbidden';
    return undefined;
  }

  /** Undefined when nobody can say now. */
  async #who({ headers }: IncomingMessage): Promise<Authenticated | undefined> {
    try {
      return headers.authorization === undefined
        ? await this.#authenticator.byBearer(bearerOfProtocols(headers['sec-websocket-protocol']))
        : await this.#authenticator.byHeader(headers.authorization);
    } catch (error) {
      this.#log.warn(`a WebSocket client could not be looked up: ${String(error)}`);
      return undefined;
    }
  }

  #connected(socket: WebSocket, wire: Duplex, principal: Principal): void {
    const start = this.#hub.last;
    const client = new FeedClient(socket, wire, start, this.#options.maxBufferedBytes ?? MAX_BUFFERED_BYTES);
    this.#hub.add(client);
    this.#alive.add(socket);
    this.#principals.set(socket, { client, principal });
    const ending = this.#endWithToken(client, principal);
    client.tell('welcome', { last_sequence: start, protocol: FEED_PROTOCOL });

    let mistakes = 0;
    const opening = setTimeout(() => this.#serve(client, start), OPENING_MS);
    socket.on('pong', () => this.#alive.add(socket));
    socket.on('close', () => {
      clearTimeout(opening);
      clearTimeout(ending);
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

  /** A connection lives as long as what it was let in by. */
  #endWithToken(client: FeedClient, principal: Principal): NodeJS.Timeout | undefined {
    const until = 'expiresAtMs' in principal ? principal.expiresAtMs : null;
    if (until === null || until - Date.now() > LONGEST_TIMER_MS) return undefined;
    return setTimeout(() => endAccess(client, 'the token has ended'), until - Date.now());
  }

  #beat(): void {
    for (const socket of this.#server.clients) {
      if (!this.#alive.has(socket)) {
        socket.terminate();
        continue;
      }
      this.#alive.delete(socket);
      socket.ping();
      void this.#checkAccess(socket);
    }
  }

  /** Ends connections of who was logged out, disabled, or lost the key meanwhile. */
  async #checkAccess(socket: WebSocket): Promise<void> {
    const known = this.#principals.get(socket);
    if (known === undefined) return;
    // While nobody can say, who is in stays in.
    const good = await this.#authenticator.isStillGood(known.principal).catch(() => true);
    if (!good) endAccess(known.client, 'the access was withdrawn');
  }
}

function endAccess(client: FeedClient, why: string): void {
  client.close(CLOSE_ACCESS_ENDED, `${why}: connect again with a new token and resume`);
}

/** Undefined for what is no address at all. */
function pathOf(url: string | undefined): string | undefined {
  const base = 'http://gateway';
  return URL.canParse(url ?? '/', base) ? new URL(url ?? '/', base).pathname : undefined;
}

/** Who left before we knew who it was. */
function ignoreGone(): void {}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.from(data as ArrayBuffer).toString('utf8');
}
