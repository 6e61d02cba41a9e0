import { session } from './session.js';

export interface Frame {
  readonly type: string;
  readonly sequence: number;
  readonly timestamp: string;
  readonly data: unknown;
}

export type FeedState = 'connecting' | 'live' | 'reconnecting';

export interface FeedEvents {
  onFrame(frame: Frame): void;
  onState(state: FeedState): void;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
/** Nothing heard for this long, not even an answer to our ping: the connection is dead, whatever the browser says. */
const SILENCE_MS = 30_000;
const PING_MS = 10_000;

/** Names market data besides the facts: the chart moves with it. */
const TYPES = [
  'bar',
  'range_detected',
  'phase_detected',
  'custom_detected',
  'pattern_detected',
  'signal_generated',
  'signal_rejected',
  'signal_status',
  'emergency_exit_triggered',
  'portfolio',
  'campaign',
  'order',
  'position',
  'symbol_state',
  'service',
  'feed',
  'backtest_progress',
];

/** The socket to the gateway: reconnects for ever, and takes up where it left off. */
export class Feed {
  readonly #url: string;
  readonly #events: FeedEvents;
  #socket: WebSocket | undefined;
  #lastSequence: number | undefined;
  #delayMs = FIRST_DELAY_MS;
  #timer: number | undefined;
  #ping: number | undefined;
  #heardAt = 0;
  #ended = false;

  constructor(url: string, events: FeedEvents) {
    this.#url = url;
    this.#events = events;
  }

  open(): void {
    this.#ended = false;
    const { token } = session;
    const socket = new WebSocket(this.#url, ['tape.v1', ...(token === undefined ? [] : [`bearer.${token}`])]);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#heardAt = Date.now();
      const resume = this.#lastSequence === undefined ? {} : { resume: { after: this.#lastSequence } };
      socket.send(JSON.stringify({ subscribe: { types: TYPES }, ...resume }));
      window.clearInterval(this.#ping);
      this.#ping = window.setInterval(() => this.#beat(socket), PING_MS);
    });
    socket.addEventListener('message', (event: MessageEvent<string>) => {
      if (socket === this.#socket) this.#hear(JSON.parse(event.data) as Frame);
    });
    // One that was closed by us and replaced has nothing more to say.
    socket.addEventListener('close', () => {
      if (socket === this.#socket) this.#again();
    });
  }

  /** Goes on over a socket with the token of now; what happens in between is resumed. */
  renew(): void {
    const old = this.#socket;
    if (this.#ended || old?.readyState !== WebSocket.OPEN) return;
    this.open();
    old.close();
  }

  close(): void {
    this.#ended = true;
    window.clearTimeout(this.#timer);
    window.clearInterval(this.#ping);
    this.#socket?.close();
    this.#socket = undefined;
  }

  #hear(frame: Frame): void {
    this.#heardAt = Date.now();
    if (frame.type === 'reset' || this.#lastSequence === undefined) this.#lastSequence = frame.sequence;
    // A welcome says how far the gateway is, not how far this page has been served.
    else if (frame.type !== 'welcome') this.#lastSequence = Math.max(this.#lastSequence, frame.sequence);
    if (frame.type === 'resumed') {
      this.#delayMs = FIRST_DELAY_MS;
      this.#events.onState('live');
    }
    this.#events.onFrame(frame);
  }

  #beat(socket: WebSocket): void {
    if (Date.now() - this.#heardAt > SILENCE_MS) socket.close();
    else if (socket.readyState === WebSocket.OPEN) socket.send('{"ping":1}');
  }

  #again(): void {
    window.clearInterval(this.#ping);
    if (this.#ended) return;
    this.#events.onState('reconnecting');
    // Half of the delay is chance, so that the clients of a restarted gateway do not come back all at once.
    const delay = this.#delayMs * (0.5 + Math.random() / 2);
    this.#delayMs = Math.min(this.#delayMs * 2, LONGEST_DELAY_MS);
    this.#timer = window.setTimeout(() => this.open(), delay);
  }
}
