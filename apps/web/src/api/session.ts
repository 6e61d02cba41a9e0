/** What somebody may do; each may also do what those before it may. */
export const ROLES = ['viewer', 'trader', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface User {
  readonly id: string;
  readonly username: string;
  readonly role: Role;
}

/** Who is here. `said` is why somebody is out. */
export type SessionState =
  | { readonly kind: 'opening'; readonly said?: string }
  | { readonly kind: 'out'; readonly said?: string }
  | { readonly kind: 'in'; readonly user: User };

interface Grant {
  readonly access_token: string;
  readonly expires_in_seconds: number;
  readonly user: User;
}

type Answer<Body> =
  | { readonly ok: true; readonly body: Body }
  | { readonly ok: false; readonly status: number; readonly said: string };

/** Set where somebody has signed in: only there is a cookie that can be asked with. Says nothing secret. */
const SIGNED_IN = 'tapereader.signed-in';
const LOCK = 'tapereader.refresh';
/** Part of a token's life after which a new one is fetched. */
const RENEW_AFTER = 0.75;
const RETRY_MS = 3_000;
const UNREACHABLE = 'The gateway does not answer. It may be starting; this page keeps trying.';

/** Who is signed in. The token is in memory alone: a reload gets a new one for the cookie, which no script can read. */
export class Session {
  #state: SessionState = { kind: 'opening' };
  #token: string | undefined;
  #timer: number | undefined;
  #refreshing: Promise<boolean> | undefined;
  readonly #watchers = new Set<() => void>();
  readonly #tokenListeners = new Set<() => void>();

  get token(): string | undefined {
    return this.#token;
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly snapshot = (): SessionState => this.#state;

  /** Calls back whenever there is a new token, for what was opened with the old one. */
  onToken(listener: () => void): () => void {
    this.#tokenListeners.add(listener);
    return () => this.#tokenListeners.delete(listener);
  }

  /** Takes up where somebody left off: by the cookie, or as the gateway lets this machine in. */
  async open(): Promise<void> {
    window.clearTimeout(this.#timer);
    if (localStorage.getItem(SIGNED_IN) !== null) {
      if ((await this.refresh()) || this.#state.kind === 'out') return;
    } else {
      const allowed = await ask<{ readonly role: Role | null }>('loopback');
      if (allowed.ok && allowed.body.role === null) return this.#show({ kind: 'out' });
      const answer = allowed.ok ? await ask<User>('me') : allowed;
      if (answer.ok) return this.#show({ kind: 'in', user: answer.body });
      if (answer.status !== 0) return this.#show({ kind: 'out' });
    }
    this.#show({ kind: 'opening', said: UNREACHABLE });
    this.#timer = window.setTimeout(() => void this.open(), RETRY_MS);
  }

  /** @returns why not; undefined when somebody is in. */
  async signIn(username: string, password: string): Promise<string | undefined> {
    const answer = await ask<Grant>('login', { username, password });
    if (!answer.ok) return answer.said;
    localStorage.setItem(SIGNED_IN, 'yes');
    this.#grant(answer.body);
    return undefined;
  }

  async signOut(): Promise<void> {
    await ask('logout', {}, this.#token);
    this.#leave();
  }

  /** @returns whether there is a token that counts; what asks at the same time gets the same answer. */
  async refresh(): Promise<boolean> {
    this.#refreshing ??= inTurn(async () => ask<Grant>('refresh', {}))
      .then((answer) => {
        if (answer.ok) this.#grant(answer.body);
        else if (answer.status === 401 || answer.status === 403)
          this.#leave('You have been signed out. Sign in again.');
        return answer.ok;
      })
      .finally(() => {
        this.#refreshing = undefined;
      });
    return this.#refreshing;
  }

  #grant({ access_token: token, expires_in_seconds: seconds, user }: Grant): void {
    this.#token = token;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#renew(), seconds * RENEW_AFTER * 1_000);
    const { user: before } = this.#state.kind === 'in' ? this.#state : { user: undefined };
    const isSame = before?.id === user.id && before.role === user.role;
    if (!isSame) this.#show({ kind: 'in', user });
    for (const listener of this.#tokenListeners) listener();
  }

  async #renew(): Promise<void> {
    if ((await this.refresh()) || this.#state.kind !== 'in') return;
    // Out of reach, not out of favour: the token may still count.
    this.#timer = window.setTimeout(() => void this.#renew(), RETRY_MS);
  }

  #leave(said?: string): void {
    window.clearTimeout(this.#timer);
    this.#token = undefined;
    localStorage.removeItem(SIGNED_IN);
    this.#show({ kind: 'out', ...(said === undefined ? {} : { said }) });
  }

  #show(state: SessionState): void {
    this.#state = state;
    for (const watcher of this.#watchers) watcher();
  }
}

/** The one session of this page. */
export const session = new Session();

/** One tab after the other: the cookie changes with every use, and an old one counts as stolen. */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const locks = navigator.locks as LockManager | undefined;
  return locks === undefined ? work() : await locks.request(LOCK, work);
}

async function ask<Body>(step: string, body?: object, token?: string): Promise<Answer<Body>> {
  const init: RequestInit =
    body === undefined
      ? {}
      : {
          method: 'POST',
          body: JSON.stringify(body),
          headers: {
            'content-type': 'application/json',
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          },
        };
  let response: Response;
  try {
    response = await fetch(`/api/v1/auth/${step}`, { credentials: 'same-origin', ...init });
  } catch {
    return { ok: false, status: 0, said: UNREACHABLE };
  }
  const answer = (await response.json().catch(() => ({}))) as Body & { readonly detail?: string };
  if (response.ok) return { ok: true, body: answer };
  return { ok: false, status: response.status, said: answer.detail ?? `The gateway answered ${response.status}.` };
}
