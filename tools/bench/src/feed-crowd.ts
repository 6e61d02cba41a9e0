import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { FeedFrames } from './feed-frames.js';
import { percentile } from './percentile.js';

/** What the parent says first. */
export interface CrowdOrder {
  readonly host: string;
  readonly port: number;
  readonly token: string;
  readonly clients: number;
  readonly symbols: readonly string[];
  /** Symbols each client asks for; 0 is all of everything. */
  readonly symbolsEach: number;
}

/** What it is told in the end. */
export interface CrowdReport {
  readonly received: number;
  readonly leastOfOne: number;
  readonly mostOfOne: number;
  readonly closed: number;
  readonly stalledClosed: boolean;
  readonly measured: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** One of so many messages is read for its time; all are counted. */
const MEASURED_OF = 40;
const CONNECTING_AT_ONCE = 50;

/** Many WebSocket clients in a process of their own, and one among them that never reads. */
class Crowd {
  readonly #order: CrowdOrder;
  readonly #counts: number[] = [];
  readonly #latencies: number[] = [];
  #closed = 0;
  #stalledClosed = false;
  #seen = 0;

  constructor(order: CrowdOrder) {
    this.#order = order;
  }

  async gather(): Promise<void> {
    const { clients } = this.#order;
    for (let start = 0; start < clients; start += CONNECTING_AT_ONCE) {
      const some = Array.from({ length: Math.min(CONNECTING_AT_ONCE, clients - start) }, (_, place) => start + place);
      await Promise.all(some.map((place) => this.#join(place)));
    }
    const stalled = await this.#connected(() => undefined);
    stalled.on('close', () => {
      this.#stalledClosed = true;
    });
    stalled.pause();
    // Only who reads or writes hears that the other side is gone.
    setInterval(() => stalled.write(control(PING)), 1_000).unref();
  }

  report(): CrowdReport {
    return {
      received: this.#counts.reduce((sum, count) => sum + count, 0),
      leastOfOne: Math.min(...this.#counts),
      mostOfOne: Math.max(...this.#counts),
      closed: this.#closed,
      stalledClosed: this.#stalledClosed,
      measured: this.#latencies.length,
      p50Ms: percentile(this.#latencies, 0.5),
      p99Ms: percentile(this.#latencies, 0.99),
      maxMs: percentile(this.#latencies, 1),
    };
  }

  async #join(place: number): Promise<void> {
    this.#counts[place] = 0;
    let joined: Socket | undefined;
    const frames = new FeedFrames(
      (bytes, from, to) => this.#read(place, bytes, from, to),
      () => joined?.write(control(PONG)),
    );
    const socket = await this.#connected((chunk) => frames.push(chunk));
    joined = socket;
    socket.on('close', () => {
      this.#closed += 1;
    });
    const { symbols, symbolsEach } = this.#order;
    if (symbolsEach === 0) return;
    const wanted = Array.from({ length: symbolsEach }, (_, each) => symbols[(place + each * 7) % symbols.length]!);
    socket.write(maskedText(JSON.stringify({ subscribe: { symbols: wanted } })));
  }

  #connected(onBytes: (chunk: Buffer) => void): Promise<Socket> {
    const { host, port, token } = this.#order;
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port, noDelay: true });
      socket.on('error', reject);
      socket.write(
        [
          'GET /ws HTTP/1.1',
          `Host: ${host}:${port}`,
          'Upgrade: websocket',
          'Connection: Upgrade',
          'Sec-WebSocket-Version: 13',
          `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
          `Sec-WebSocket-Protocol: tape.v1, bearer.${token}`,
          '\r\n',
        ].join('\r\n'),
      );
      let head = '';
      const shakeHands = (chunk: Buffer): void => {
        head += chunk.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        if (!head.startsWith('HTTP/1.1 101')) {
          reject(new Error(`not let in: ${head.slice(0, 60)}`));
          return;
        }
        socket.off('data', shakeHands);
        socket.on('data', onBytes);
        onBytes(Buffer.from(head.slice(end + 4), 'latin1'));
        resolve(socket);
      };
      socket.on('data', shakeHands);
    });
  }

  #read(place: number, bytes: Buffer, from: number, to: number): void {
    // {"type":"signal_status"…; what is said to the client itself has other types.
    if (bytes[from + 9] !== 0x73 || bytes[from + 10] !== 0x69) return;
    this.#counts[place]! += 1;
    this.#seen += 1;
    if (this.#seen % MEASURED_OF !== 0) return;
    const { data } = JSON.parse(bytes.toString('utf8', from, to)) as { data: { sent: number } };
    this.#latencies.push(performance.timeOrigin + performance.now() - data.sent);
  }
}

/** Frames of a client are masked; a mask of nothing is one. */
function maskedText(text: string): Buffer {
  const body = Buffer.from(text);
  const header = Buffer.from([0x81, 0x80 | 126, body.length >> 8, body.length & 0xff, 0, 0, 0, 0]);
  return Buffer.concat([header, body]);
}

const PING = 0x89;
const PONG = 0x8a;

function control(kind: number): Buffer {
  return Buffer.from([kind, 0x80, 0, 0, 0, 0]);
}

let crowd: Crowd | undefined;
process.on('message', (said: CrowdOrder | 'report') => {
  if (said === 'report') {
    process.send!(crowd!.report());
    process.disconnect();
    return;
  }
  crowd = new Crowd(said);
  crowd.gather().then(
    () => process.send!('gathered'),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
