import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startStack, type RunningStack } from '@tape/stack';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const ROOT = resolve(import.meta.dirname, '../..');
const PICTURES = join(ROOT, 'test-results');
const DECIDED_MS = 90_000;
export const PATIENCE_MS = 30_000;

const executablePath = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
const bundled = existsSync(join(ROOT, 'apps/web/dist/index.html'));

/** Why no page can be opened here; undefined when one can. */
export const lacking =
  executablePath === undefined ? 'no Chromium (set CHROMIUM)' : bundled ? undefined : 'apps/web/dist is not built';
if (lacking !== undefined) console.warn(`SKIPPED: the page is not tested in a browser: ${lacking}`);

/** The whole system with a simulated market, and a browser in front of it. */
export class LivePage {
  readonly stack: RunningStack;
  readonly #browser: Browser;

  private constructor(stack: RunningStack, browser: Browser) {
    this.stack = stack;
    this.#browser = browser;
  }

  /** Ready when the pipeline has decided something to show. */
  static async start(): Promise<LivePage> {
    mkdirSync(PICTURES, { recursive: true });
    const stack = await startStack({
      ephemeral: true,
      redis: false,
      serviceEnv: {
        ingest: { MARKET_SIMULATOR: 'true', SIMULATOR_HISTORY_BARS: '400', SIMULATOR_BARS_PER_SECOND: '2' },
        gateway: { RATE_LIMIT_PER_MINUTE: '100000', TAPE_LOOPBACK_ROLE: 'admin' },
      },
    });
    const browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
    const live = new LivePage(stack, browser);
    try {
      await live.firstOf('signals');
    } catch (error) {
      await live.stop();
      throw error;
    }
    return live;
  }

  get url(): string {
    return this.stack.gatewayUrl ?? '';
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.stack.stop();
  }

  /** A new page, with everything it complains of. */
  async open(options: BrowserContextOptions, hash = ''): Promise<{ page: Page; complaints: string[] }> {
    const context = await this.#browser.newContext(options);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(`${this.url}/${hash}`);
    await page.waitForSelector('.connection:has-text("Live")', { timeout: PATIENCE_MS });
    return { page, complaints };
  }

  /** The first of a list of the API that fits, as soon as there is one. */
  async firstOf<Item>(list: string, fits: (item: Item) => boolean = () => true): Promise<Item> {
    const deadline = Date.now() + DECIDED_MS;
    while (Date.now() < deadline) {
      const answer = await fetch(`${this.url}/api/v1/${list}`).catch(() => undefined);
      const items = answer?.ok === true ? ((await answer.json()) as { items: Item[] }).items : [];
      const found = items.find(fits);
      if (found !== undefined) return found;
      await new Promise((done) => setTimeout(done, 500));
    }
    throw new Error(`nothing in ${list} after ${DECIDED_MS / 1_000} s; logs in ${this.stack.logDirectory}`);
  }
}

export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(PICTURES, `page-${name}.png`) });
}

/** Pixels by which the page is wider than its window. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => {
    const body = document.querySelector('.page-body');
    const inner = body === null ? 0 : body.scrollWidth - body.clientWidth;
    return Math.max(inner, document.documentElement.scrollWidth - window.innerWidth);
  });
}
