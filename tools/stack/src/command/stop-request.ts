const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C may arrive twice: from the terminal, and passed on by npm. */
const SAME_REQUEST_MS = 1500;
const PARENT_POLL_MS = 1000;

export interface StopRequest {
  /** Resolves when the user wants the stack to end. */
  readonly requested: Promise<string>;
  /** Aborts at the same moment, for a start that is still under way. */
  readonly signal: AbortSignal;
  /** Resolves when the user asks again because the orderly end takes too long. */
  readonly insisted: Promise<void>;
}

/** Reports the wish to stop: a signal, or the end of the `npm start` above, which does not pass its signals on. */
export function listenForStop(): StopRequest {
  const controller = new AbortController();
  let asked!: (how: string) => void;
  const requested = new Promise<string>((resolve) => {
    asked = resolve;
  });
  let askedAgain!: () => void;
  const insisted = new Promise<void>((resolve) => {
    askedAgain = resolve;
  });
  let requestedAtMs: number | undefined;
  const request = (how: string): void => {
    if (requestedAtMs === undefined) {
      requestedAtMs = Date.now();
      controller.abort(new StopRequested(how));
      asked(how);
    } else if (Date.now() - requestedAtMs > SAME_REQUEST_MS) {
      askedAgain();
    }
  };
  for (const name of SIGNALS) process.on(name, () => request(name));
  if (process.env['npm_lifecycle_event'] !== undefined) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent && requestedAtMs === undefined) request('the end of npm');
    }, PARENT_POLL_MS).unref();
  }
  return { requested, signal: controller.signal, insisted };
}

/** The start was given up because the user wants it to end. */
export class StopRequested extends Error {
  override readonly name = 'StopRequested';
}
