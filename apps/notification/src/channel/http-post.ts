import { type IncomingMessage, type OutgoingHttpHeaders, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface PostRequest {
  readonly url: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Buffer;
}

/** `unreachable`: no connection was made, nothing was sent. `in-doubt`: one was made and no answer came. */
export type PostReply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly retryAfter: string | undefined;
      readonly body: string;
    }
  | { readonly kind: 'unreachable' | 'in-doubt'; readonly error: string };

/** What is kept of an answer. Unit: bytes. */
const KEPT_ANSWER_BYTES = 4_096;

/**
 * One POST on a connection of its own: a connection that was kept from before may break at any moment, and then nobody
 * could tell whether the message arrived. Redirects are not followed: nobody but the configured receiver is told.
 */
export function httpPost({ url, headers, body }: PostRequest, signal: AbortSignal): Promise<PostReply> {
  return new Promise((resolve) => {
    const secure = url.startsWith('https:');
    let connected = false;
    const failed = (error: Error): void => {
      const why = signal.aborted ? 'no answer in time' : error.message;
      resolve({ kind: connected ? 'in-doubt' : 'unreachable', error: connected ? why : `no connection: ${why}` });
    };
    const request = (secure ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      agent: false,
      signal,
      headers: {
        ...headers,
        'content-length': Buffer.byteLength(body),
        'user-agent': 'tapereader',
        connection: 'close',
      },
    });
    request.once('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true;
      });
    });
    request.on('error', failed);
    request.once('response', (response) => void answerOf(response).then(resolve));
    request.end(body);
  });
}

/** The status decides; a body that ends early is kept as far as it came. */
function answerOf(response: IncomingMessage): Promise<PostReply> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let kept = 0;
    const done = (): void => {
      response.destroy();
      resolve({
        kind: 'answer',
        status: response.statusCode ?? 0,
        retryAfter: response.headers['retry-after'],
        body: Buffer.concat(chunks).subarray(0, KEPT_ANSWER_BYTES).toString('utf8'),
      });
    };
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      kept += chunk.length;
      if (kept >= KEPT_ANSWER_BYTES) done();
    });
    response.once('end', done);
    response.once('error', done);
    response.once('close', done);
  });
}
