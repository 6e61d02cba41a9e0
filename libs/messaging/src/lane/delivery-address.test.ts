import { describe, expect, it } from '@jest/globals';
import { parseDeliveryAddress } from './delivery-address.js';

describe('parseDeliveryAddress', () => {
  it.each([
    ['$JS.ACK.BARS.bars-0.2.13.61.1795203263167612993.7'],
    ['$JS.ACK._.ACCHASH.BARS.bars-0.2.13.61.1795203263167612993.7'],
    ['$JS.ACK.hub.ACCHASH.BARS.bars-0.2.13.61.1795203263167612993.7.random'],
  ])('reads %s', (reply) => {
    expect(parseDeliveryAddress(reply)).toEqual({
      deliveries: 2,
      streamSequence: 13,
      deliverySequence: 61,
      pending: 7,
    });
  });

  it.each([[''], ['_INBOX.abc.1'], ['$JS.ACK.BARS.bars-0.1']])('refuses "%s"', (reply) => {
    expect(() => parseDeliveryAddress(reply)).toThrow('is not the reply subject');
  });
});
