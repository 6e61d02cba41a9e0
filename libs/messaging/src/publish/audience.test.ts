import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Msg } from '@nats-io/transport-node';
import { Audience } from './audience.js';

const NOBODY = { headers: { code: 503 } } as Msg;
const SOMEBODY = { headers: undefined } as Msg;
const SUBJECT = 'tape.v1.analysis.volume.1m.AAPL.3';

let now: number;
let audience: Audience;

/** Sends one event, when it is worth it. @returns the token of the question it carried, if it was sent with one. */
function send(): { sent: boolean; token: string | undefined } {
  if (!audience.listensTo(SUBJECT)) return { sent: false, token: undefined };
  return { sent: true, token: audience.questionFor(SUBJECT)?.slice('inbox.'.length) };
}

beforeEach(() => {
  now = 0;
  audience = new Audience('inbox.', () => now);
});

describe('Audience', () => {
  it('asks with the first event and takes silence as somebody who listens', () => {
    expect(send().token).toBeDefined();
    now = 900;
    expect(send()).toEqual({ sent: true, token: undefined });
    now = 1_000;
    expect(send().token).toBeDefined();
  });

  it('sends one event of a deserted subject now and then, each of them a question', () => {
    audience.answered(send().token!, NOBODY);
    now = 99;
    expect(send().sent).toBe(false);
    now = 100;
    const question = send();
    expect(question.token).toBeDefined();
    now = 101;
    expect(send().sent).toBe(false);
    audience.answered(question.token!, NOBODY);
    now = 199;
    expect(send().sent).toBe(false);
  });

  it('sends everything again when a question stays without answer', () => {
    audience.answered(send().token!, NOBODY);
    now = 100;
    send();
    now = 149;
    expect(send().sent).toBe(false);
    now = 150;
    expect(send().sent).toBe(true);
    expect(send().sent).toBe(true);
  });

  it('does not take a listener for the server, nor one subject for another', () => {
    audience.answered(send().token!, SOMEBODY);
    expect(send().sent).toBe(true);
    audience.listensTo('other');
    audience.answered(audience.questionFor('other')!.slice('inbox.'.length), NOBODY);
    expect(send().sent).toBe(true);
    expect(audience.listensTo('other')).toBe(false);
  });

  it('asks nothing about a subject nobody wondered about', () => {
    expect(audience.questionFor(SUBJECT)).toBeUndefined();
  });
});
