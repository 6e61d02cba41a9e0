import type { Answer } from './gateway-under-test.js';

export interface Call {
  readonly token?: string | undefined;
  readonly cookie?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks one gateway as whoever is named, and as nobody unless somebody is. */
export function callerOf(url: string): (method: string, path: string, call?: Call) => Promise<Answer> {
  return async (method, path, { token, cookie, body, headers } = {}) => {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: {
        ...(method === 'GET' || method === 'DELETE' ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(cookie === undefined ? {} : { cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') === true && text !== '';
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
  };
}

/** `tape_refresh=…` of an answer, as it is sent back. */
export function cookieOf(answer: Answer): string {
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
