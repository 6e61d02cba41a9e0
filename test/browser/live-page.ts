import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startStack, type RunningStack } from '@tape/stack';
import { Client } from 'pg';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const ROOT = resolve(import.meta.dirname, '../..');
const PICTURES = join(ROOT, 'test-results');
const DECIDED_MS = 90_000;
export const PATIENCE_MS = 30_000;
export const DESK: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
export const ADMIN = { username: 'admin', password: 'of-the-browser-tests' };

const executablePath = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
const bundled = existsSync(join(ROOT, 'apps/web/dist/index.html'));

/** Why no page can be opened here; undefined when one can. */
export const lacking =
  executablePath === undefined ? 'no Chromium (set CHROMIUM)' : bundled ? undefined : 'apps/web/dist is not built';
if (lacking !== undefined) console.warn(`SKIPPED: the page is not tested in a browser: ${lacking}`);

/** A page with everything it complains of. */
export interface OpenPage {
  readonly page: Page;
  readonly complaints: string[];
}

/** The whole system with a simulated market, and a browser in front of it. */
export class LivePage {
  readonly stack: RunningStack;
  readonly database: Client;
  readonly #browser: Browser;

  private constructor(stack: RunningStack, database: Client, browser: Browser) {
    this.stack = stack;
    this.database = database;
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
        gateway: { RATE_LIMIT_PER_MINUTE: '100000', TAPE_ADMIN_PASSWORD: ADMIN.password },
      },
    });
    const database = new Client({ connectionString: stack.urls.database });
    const browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
    const live = new LivePage(stack, database, browser);
    try {
      await database.connect();
      await live.firstOf('signals');
      await live.firstOf('rejections');
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
    await this.database.end();
    await this.stack.stop();
  }

  /** A page in front of which nobody has signed in. */
  async visit(options: BrowserContextOptions = DESK): Promise<OpenPage> {
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
    return { page, complaints };
  }

  /** A page of somebody who has signed in before: the browser has the cookie. */
  async open(options: BrowserContextOptions = DESK, hash = '', user = ADMIN): Promise<OpenPage> {
    const opened = await this.visit(options);
    const { page } = opened;
    const answer = await page.context().request.post(`${this.url}/api/v1/auth/login`, { data: user });
    if (!answer.ok()) throw new Error(`${user.username} cannot sign in: ${await answer.text()}`);
    await page.addInitScript(() => localStorage.setItem('tapereader.signed-in', 'yes'));
    await page.goto(`${this.url}/${hash}`);
    await page.waitForSelector('.connection:has-text("Live")', { timeout: PATIENCE_MS });
    return opened;
  }

  /** Asks the API as the admin. */
  async ask<Body>(path: string, body?: object): Promise<Body> {
    const response = await fetch(`${this.url}/api/v1/${path}`, {
      headers: {
        authorization: `Bearer ${this.stack.apiToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${response.status} ${path}: ${await response.text()}`);
    return (await response.json()) as Body;
  }

  /** The first of a list of the API that fits, as soon as there is one. */
  async firstOf<Item>(list: string, fits: (item: Item) => boolean = () => true): Promise<Item> {
    const deadline = Date.now() + DECIDED_MS;
    while (Date.now() < deadline) {
      const answer = await this.ask<{ items: Item[] }>(list).catch(() => undefined);
      const found = answer?.items.find(fits);
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

/** Fills in the note of a dialog and does it. */
export async function confirm(
  page: Page,
  button: string,
  action: string,
  note = 'a test of the switch',
): Promise<void> {
  await page.getByRole('button', { name: button }).first().click({ timeout: PATIENCE_MS });
  await page.getByRole('dialog').getByRole('textbox').fill(note);
  await page.getByRole('dialog').getByRole('button', { name: action, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
