import { accessToken } from './access-token.js';

/** An answer other than success, in words a person can act on. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** 0 when the gateway could not be reached at all. */
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** @throws ApiError */
export async function getJson<Body>(path: string, signal?: AbortSignal): Promise<Body> {
  return ask<Body>(path, {}, signal);
}

/** Changes something. The gateway takes no POST that does not say it is JSON. @throws ApiError */
export async function postJson<Body>(path: string, body: object = {}): Promise<Body> {
  return ask<Body>(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'x-actor': 'web' },
  });
}

async function ask<Body>(
  path: string,
  { headers, ...init }: { readonly method?: 'POST'; readonly body?: string; readonly headers?: Record<string, string> },
  signal?: AbortSignal,
): Promise<Body> {
  const token = accessToken();
  let response: Response;
  try {
    response = await fetch(`/api/v1/${path}`, {
      ...init,
      headers: { ...headers, ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiError(0, 'unreachable', 'The gateway does not answer. It may be starting; this page keeps trying.');
  }
  if (response.ok) return (await response.json()) as Body;
  const problem = (await response.json().catch(() => ({}))) as { detail?: string; code?: string };
  throw new ApiError(
    response.status,
    problem.code ?? 'error',
    problem.detail ?? `The gateway answered ${response.status}.`,
  );
}

export function query(parameters: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}
