import { session } from './session.js';

/** An answer other than success, in words a person can act on. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** 0 when the gateway could not be reached at all. */
  readonly status: number;
  readonly code: string;
  /** The whole problem, for answers that say more than what went wrong. */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, message: string, body: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.body = body;
  }
}

interface Asked {
  readonly method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: string;
  readonly type?: string;
  readonly signal?: AbortSignal | undefined;
}

/** @throws ApiError */
export async function getJson<Body>(path: string, signal?: AbortSignal): Promise<Body> {
  return jsonOf<Body>(await ask(path, { signal }));
}

/** Changes something. The gateway takes no POST that does not say it is JSON. @throws ApiError */
export async function postJson<Body>(path: string, body: object = {}): Promise<Body> {
  return sendJson<Body>('POST', path, body);
}

/** @throws ApiError */
export async function sendJson<Body>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: object = {},
): Promise<Body> {
  return jsonOf<Body>(await ask(path, { method, body: JSON.stringify(body), type: 'application/json' }));
}

/** Sends a file of text as it is. @throws ApiError */
export async function postCsv<Body>(path: string, csv: string): Promise<Body> {
  return jsonOf<Body>(await ask(path, { method: 'POST', body: csv, type: 'text/csv' }));
}

/** Gives a file to the browser to keep; a link alone could not carry the token. @throws ApiError */
export async function download(path: string, name: string): Promise<void> {
  const response = await ask(path, {});
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Asks, and once more with a new token where the old one has run out. @throws ApiError */
async function ask(path: string, asked: Asked): Promise<Response> {
  let response = await send(path, asked);
  if (response.status === 401 && session.token !== undefined && (await session.refresh())) {
    response = await send(path, asked);
  }
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as { detail?: string; code?: string };
  throw new ApiError(
    response.status,
    problem.code ?? 'error',
    problem.detail ?? `The gateway answered ${response.status}.`,
    problem,
  );
}

async function send(path: string, { method, body, type, signal }: Asked): Promise<Response> {
  const { token } = session;
  try {
    return await fetch(`/api/v1/${path}`, {
      ...(method === undefined ? {} : { method }),
      ...(body === undefined ? {} : { body }),
      headers: {
        ...(type === undefined ? {} : { 'content-type': type, 'x-actor': 'web' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiError(0, 'unreachable', 'The gateway does not answer. It may be starting; this page keeps trying.');
  }
}

async function jsonOf<Body>(response: Response): Promise<Body> {
  return (response.status === 204 ? undefined : await response.json()) as Body;
}

export function query(parameters: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}
