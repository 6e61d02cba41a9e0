/** Hears of a text message, where it lies: nothing is made of the many that are only counted. */
export type TextListener = (bytes: Buffer, from: number, to: number) => void;

const NOTHING = Buffer.alloc(0);

/** Reads the frames of a WebSocket server as they come in, cut anywhere. Server frames are not masked. */
export class FeedFrames {
  readonly #onText: TextListener;
  #rest: Buffer = NOTHING;

  constructor(onText: TextListener) {
    this.#onText = onText;
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
      if ((bytes[at]! & 0x0f) === 1) this.#onText(bytes, at + header, end);
      at = end;
    }
    this.#rest = at === bytes.length ? NOTHING : bytes.subarray(at);
  }
}
