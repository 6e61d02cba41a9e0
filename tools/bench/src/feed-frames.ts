/** Hears of a text message, where it lies: nothing is made of the many that are only counted. */
export type TextListener = (bytes: Buffer, from: number, to: number) => void;

const NOTHING = Buffer.alloc(0);
const TEXT = 1;
const PING = 9;

/** Reads the frames of a WebSocket server as they come in, cut anywhere. Server frames are not masked. */
export class FeedFrames {
  readonly #onText: TextListener;
  readonly #onPing: () => void;
  #rest: Buffer = NOTHING;

  /** @param onPing who does not answer pings is taken for dead. */
  constructor(onText: TextListener, onPing: () => void) {
    this.#onText = onText;
    this.#onPing = onPing;
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (bytes.length - at >= 2) {
      const short = bytes[at + 1]! & 0x7f;
      const header = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (bytes.length - at < header) break;
      const length =
        header === 2 ? short : header === 4 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
      const end = at + header + length;
      if (bytes.length < end) break;
      const kind = bytes[at]! & 0x0f;
      if (kind === TEXT) this.#onText(bytes, at + header, end);
      else if (kind === PING) this.#onPing();
      at = end;
    }
    this.#rest = at === bytes.length ? NOTHING : bytes.subarray(at);
  }
}
