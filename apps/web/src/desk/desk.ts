import { Feed, type FeedState, type Frame } from '../api/feed.js';
import { getJson, query } from '../api/request.js';
import { session } from '../api/session.js';
import type { Series } from '../api/wire-market.js';
import type { Page } from '../api/wire-page.js';
import { afterFrame, EMPTY_DESK, MAX_ROWS, type DeskState } from './desk-state.js';

type FrameListener = (frame: Frame) => void;

/** Lists that are asked again when something happened to them; frames of one step say too little to keep them by hand. */
const REFRESHED_BY: Readonly<Record<string, readonly Part[]>> = {
  position: ['positions', 'portfolio'],
  order: ['positions', 'portfolio'],
  campaign: ['campaigns'],
  portfolio: ['portfolio', 'status'],
  emergency_exit_triggered: ['positions', 'campaigns', 'portfolio', 'status'],
  symbol_state: ['series'],
};

const PATHS = {
  series: 'watchlist',
  signals: `signals?${query({ limit: MAX_ROWS })}`,
  rejections: `rejections?${query({ limit: MAX_ROWS })}`,
  positions: `positions?${query({ limit: 100 })}`,
  campaigns: `campaigns?${query({ limit: 100 })}`,
  portfolio: 'portfolio',
  status: 'orchestrator/status',
} as const;
type Part = keyof typeof PATHS;
const PARTS = Object.keys(PATHS) as Part[];

/** Parts that are lists on the API; the others are one object. */
const LISTS = new Set<Part>(['series', 'signals', 'rejections', 'positions', 'campaigns']);

const REFRESH_DELAY_MS = 700;
/** Equity and heat move with every bar, and no frame says so. */
const POLL_MS = 5_000;
const RETRY_MS = 4_000;

/** The state behind the page. Frames are applied as they come and shown at most once per screen refresh. */
export class Desk {
  #state: DeskState = EMPTY_DESK;
  #shown: DeskState = EMPTY_DESK;
  readonly #watchers = new Set<() => void>();
  readonly #frameListeners = new Set<FrameListener>();
  readonly #waiting = new Set<Part>();
  #refresh: number | undefined;
  #poll: number | undefined;
  #painting = false;
  #wasLive = false;
  #again: number | undefined;
  #stopTokens: (() => void) | undefined;
  readonly #feed: Feed;

  constructor(feedUrl: string) {
    this.#feed = new Feed(feedUrl, {
      onFrame: (frame) => this.#hear(frame),
      onState: (state) => this.#connection(state),
    });
  }

  start(): void {
    this.#feed.open();
    this.#stopTokens = session.onToken(() => this.#feed.renew());
    void this.#load(PARTS);
    this.#poll = window.setInterval(() => void this.#load(['portfolio', 'status']), POLL_MS);
  }

  stop(): void {
    this.#feed.close();
    this.#stopTokens?.();
    window.clearInterval(this.#poll);
    window.clearTimeout(this.#refresh);
    window.clearTimeout(this.#again);
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly snapshot = (): DeskState => this.#shown;

  /** Every frame as it comes, for what draws by itself (the chart). */
  onFrame(listener: FrameListener): () => void {
    this.#frameListeners.add(listener);
    return () => this.#frameListeners.delete(listener);
  }

  retry(part: Part): void {
    void this.#load([part]);
  }

  #hear(frame: Frame): void {
    this.#change(afterFrame(this.#state, frame));
    for (const listener of this.#frameListeners) listener(frame);
    if (frame.type === 'reset') this.#later(PARTS);
    else this.#later(REFRESHED_BY[frame.type] ?? []);
  }

  #connection(connection: FeedState): void {
    this.#change({ ...this.#state, connection });
    if (connection !== 'live' || this.#wasLive) return;
    this.#wasLive = true;
    // What happened between the first answers and the first frame is in neither.
    this.#later(PARTS);
  }

  #later(parts: readonly Part[]): void {
    if (parts.length === 0) return;
    for (const part of parts) this.#waiting.add(part);
    this.#refresh ??= window.setTimeout(() => {
      this.#refresh = undefined;
      const due = [...this.#waiting];
      this.#waiting.clear();
      void this.#load(due);
    }, REFRESH_DELAY_MS);
  }

  async #load(parts: readonly Part[]): Promise<void> {
    const failed = await Promise.all(parts.map(async (part) => ((await this.#loadPart(part)) ? undefined : part)));
    const again = failed.filter((part) => part !== undefined);
    if (again.length > 0) this.#again = window.setTimeout(() => this.#later(again), RETRY_MS);
  }

  async #loadPart(part: Part): Promise<boolean> {
    try {
      const body = await getJson<Page<Series>>(PATHS[part]);
      const value = LISTS.has(part) ? body.items : body;
      this.#change({ ...this.#state, [part]: { value, error: undefined } });
      return true;
    } catch (error) {
      const { message } = error as Error;
      this.#change({ ...this.#state, [part]: { value: this.#state[part].value, error: message } });
      return false;
    }
  }

  #change(state: DeskState): void {
    if (state === this.#state) return;
    this.#state = state;
    if (this.#painting) return;
    this.#painting = true;
    window.requestAnimationFrame(() => {
      this.#painting = false;
      this.#shown = this.#state;
      for (const watcher of this.#watchers) watcher();
    });
  }
}
