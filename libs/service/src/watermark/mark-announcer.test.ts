import { describe, expect, it } from '@jest/globals';
import type { OutgoingEvent } from '@tape/contracts';
import { MarkAnnouncer } from './mark-announcer.js';

const AAPL = { symbol: 'AAPL', timeframe: '1d' };
const MSFT = { symbol: 'MSFT', timeframe: '1d' };
const mark = (messageId: string) => () => ({ messageId }) as OutgoingEvent;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('MarkAnnouncer', () => {
  it('says the last mark of each series of a turn, in one go', async () => {
    const said: string[][] = [];
    const announcer = new MarkAnnouncer({
      publish: async (events) => void said.push(events.map((event) => event.messageId)),
    });
    announcer.say(AAPL, mark('a1'));
    announcer.say(MSFT, mark('m1'));
    await Promise.resolve();
    announcer.say(AAPL, mark('a2'));
    expect(said).toEqual([]);
    await turn();
    announcer.say(AAPL, mark('a3'));
    await turn();
    expect(said).toEqual([['a2', 'm1'], ['a3']]);
  });

  it('goes on after a mark could not be sent', async () => {
    let calls = 0;
    const announcer = new MarkAnnouncer({
      publish: () => (++calls === 1 ? Promise.reject(new Error('closed')) : Promise.resolve()),
    });
    announcer.say(AAPL, mark('a1'));
    await turn();
    announcer.say(AAPL, mark('a2'));
    await turn();
    expect(calls).toBe(2);
  });
});
