import { describe, expect, it } from '@jest/globals';
import { Receiver } from 'ws';
import { textFrame } from './text-frame.js';

function received(bytes: Buffer): string[] {
  const texts: string[] = [];
  const receiver = new Receiver({ isServer: false });
  receiver.on('message', (data: Buffer) => texts.push(data.toString()));
  receiver.write(bytes);
  return texts;
}

describe('textFrame', () => {
  it.each([0, 1, 125, 126, 127, 65_535, 65_536, 100_000])('of %s bytes is read back', (length) => {
    const text = 'x'.repeat(length);
    expect(received(textFrame(text))).toEqual([text]);
  });

  it('counts bytes, not characters, and stands beside others', () => {
    const texts = ['é'.repeat(63), 'plain', '€'.repeat(40_000)];
    expect(received(Buffer.concat(texts.map(textFrame)))).toEqual(texts);
  });
});
