import createFetchClient, { type Client as FetchClient, type Middleware } from 'openapi-fetch';
import { isProblem, ProblemError } from './problem.js';
import type { paths } from './schema.js';

export interface ClientOptions {
  /** Where the gateway is: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** An API key, a static token, or an access token that somebody else keeps fresh. */
  readonly token?: string;
  /** Instead of the platform's own, for tests and proxies. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

export interface LoggedIn {
  readonly username: string;
  readonly role: 'viewer' | 'trader' | 'admin';
}

/** Typed requests: `GET('/api/v1/signals', { params: { query: { symbol: 'AAPL' } } })`, and so `POST`, `PUT`, `PATCH`, `DELETE`. */
export interface Client extends FetchClient<paths> {
  /** Logs in; the access token is sent from now on, and renewed by `refresh`. @throws ProblemError */
  login(username: string, password: string): Promise<LoggedIn>;
  /** Trades the refresh cookie for the next access token. @throws ProblemError when the session has ended. */
  refresh(): Promise<LoggedIn>;
}

const COOKIE = /(?:^|,\s*)(tape_refresh=[^;]*)/;

/** A client of the REST interface. Answers are `{ data }` or `{ error }`, where `error` is a `Problem`. */
export function createClient({ url, token, fetch }: ClientOptions): Client {
  let bearer = token;
  // Browsers keep cookies by themselves and let nobody see them; elsewhere nobody keeps them but us.
  let cookie: string | undefined;
  const client = createFetchClient<paths>({
    baseUrl: url.replace(/\/+$/, ''),
    credentials: 'same-origin',
    ...(fetch === undefined ? {} : { fetch }),
  });
  const authorize: Middleware = {
    onRequest: ({ request }) => {
      if (bearer !== undefined) request.headers.set('authorization', `Bearer ${bearer}`);
      return request;
    },
  };
  client.use(authorize);
  const take = (data: TokenAnswer | undefined, error: unknown, response: Response): LoggedIn => {
    if (data === undefined) throw problemOf(error, response);
    bearer = data.access_token;
    cookie = COOKIE.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? cookie;
    return { username: data.user.username, role: data.user.role };
  };
  return {
    ...client,
    async login(username, password) {
      const { data, error, response } = await client.POST('/api/v1/auth/login', { body: { username, password } });
      return take(data, error, response);
    },
    async refresh() {
      const headers = { 'content-type': 'application/json', ...(cookie === undefined ? {} : { cookie }) };
      const { data, error, response } = await client.POST('/api/v1/auth/refresh', { headers });
      return take(data, error, response);
    },
  };
}

type TokenAnswer = paths['/api/v1/auth/login']['post']['responses'][200]['content']['application/json'];

function problemOf(error: unknown, { status, statusText }: Response): ProblemError {
  if (isProblem(error)) return new ProblemError(error);
  return new ProblemError({
    type: 'about:blank',
    title: statusText,
    status,
    detail: String(error),
    code: 'no-problem',
  });
}
