import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Msg } from '@nats-io/transport-node';
import type { OutgoingEvent } from '@tape/contracts';
import { Audience } from './audience.js';

const NOBODY = { headers: { code: 503 } } as Msg;
const SOMEBODY = { headers: undefined } as Msg;
const SUBJECT = 'tape.v1.analysis.volume.1m.AAPL.3';

let audience: Audience;
/** What was sent; a question has its token behind it. */
let sent: string[];
let questions: string[];
let count: number;

/** Offers the next event of a subject, when it is worth it. */
function offer(subject = SUBJECT): void {
  count += 1;
  if (audience.listensTo(subject)) audience.offer({ subject, messageId: `e${count}` } as OutgoingEvent);
}

function nobodyListens(): void {
  audience.answered(questions.at(-1)!, NOBODY);
}

beforeEach(() => {
  jest.useFakeTimers();
  sent = [];
  questions = [];
  count = 0;
  audience = new Audience('inbox.', (event, reply) => {
    sent.push(reply === undefined ? event.messageId : `${event.messageId}?`);
    if (reply !== undefined) questions.push(reply.slice('inbox.'.length));
  });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('Audience', () => {
  it('asks with the first event and takes silence as somebody who listens', () => {
    offer();
    jest.advanceTimersByTime(900);
    offer();
    jest.advanceTimersByTime(100);
    offer();
    expect(sent).toEqual(['e1?', 'e2', 'e3?']);
  });

  it('tries a deserted subject with one event now and then, and drops what came behind it', () => {
    offer();
    nobodyListens();
    jest.advanceTimersByTime(99);
    offer();
    jest.advanceTimersByTime(1);
    offer();
    offer();
    nobodyListens();
    jest.advanceTimersByTime(60);
    offer();
    expect(sent).toEqual(['e1?', 'e3?']);
  });

  it('loses nothing that follows a question which somebody heard, and keeps the order', () => {
    offer();
    nobodyListens();
    jest.advanceTimersByTime(100);
    offer();
    jest.advanceTimersByTime(49);
    offer();
    expect(sent).toEqual(['e1?', 'e2?']);
    jest.advanceTimersByTime(1);
    offer();
    expect(sent).toEqual(['e1?', 'e2?', 'e3', 'e4']);
  });

  it('does not take a listener for the server, nor one subject for another', () => {
    offer();
    audience.answered(questions.at(-1)!, SOMEBODY);
    offer();
    offer('other');
    nobodyListens();
    offer();
    offer('other');
    expect(sent).toEqual(['e1?', 'e2', 'e3?', 'e4']);
  });

  it('asks nothing about a subject nobody wondered about', () => {
    audience.offer({ subject: SUBJECT, messageId: 'e' } as OutgoingEvent);
    expect(sent).toEqual(['e']);
  });
});
