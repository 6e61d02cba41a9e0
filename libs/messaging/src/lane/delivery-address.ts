/** What the reply subject of a JetStream message tells: which message it is and how often it was sent. */
export interface DeliveryAddress {
  /** How often the server has sent this message, this time included. */
  readonly deliveries: number;
  readonly streamSequence: number;
  /** Rises by one with everything the consumer sends; a jump means something sent never arrived. */
  readonly deliverySequence: number;
  /** Messages of the consumer behind this one. */
  readonly pending: number;
}

/**
 * Reads `$JS.ACK.<stream>.<consumer>.<deliveries>.<stream seq>.<consumer seq>.<time>.<pending>`, or the longer form with
 * domain and account in front of the stream.
 * @throws Error when the text is no such subject.
 */
export function parseDeliveryAddress(reply: string): DeliveryAddress {
  const tokens = reply.split('.');
  const first = tokens.length === 9 ? 4 : 6;
  if (tokens[0] !== '$JS' || tokens[1] !== 'ACK' || tokens.length < 9) {
    throw new Error(`'${reply}' is not the reply subject of a JetStream message`);
  }
  return {
    deliveries: Number(tokens[first]),
    streamSequence: Number(tokens[first + 1]),
    deliverySequence: Number(tokens[first + 2]),
    pending: Number(tokens[first + 4]),
  };
}
