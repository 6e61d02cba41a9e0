import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { lacking, LivePage, PATIENCE_MS, picture, sidewaysScroll } from './live-page.js';

const DESK: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const PAGES = [
  ['market', 'Market', '.legend'],
  ['decisions', 'Signals & rejections', '.row-summary'],
  ['portfolio', 'Portfolio', '.cap, .notice-empty'],
  ['emergency', 'Emergency', '.level'],
  ['operations', 'Operations', '.virtual-table'],
] as const;

interface Refusal {
  readonly id: string;
  readonly stage: string;
  readonly measured: string | null;
  readonly limit: string | null;
}

const ASSETS = join(import.meta.dirname, '../../apps/web/dist/assets');
/** What a browser must fetch before it shows anything. Unit: bytes, compressed. */
const MAX_BUNDLE_BYTES = 400_000;

let live: LivePage;

(lacking === undefined ? describe : describe.skip)('the pages', () => {
  beforeAll(async () => {
    live = await LivePage.start();
    await live.firstOf('rejections');
  }, 240_000);

  afterAll(async () => {
    await live?.stop();
  }, 60_000);

  it('weigh less than they may', () => {
    const bytes = readdirSync(ASSETS).map((name) => gzipSync(readFileSync(join(ASSETS, name))).length);
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(MAX_BUNDLE_BYTES);
  });

  it('are reached with the keyboard alone, and Back leads back', async () => {
    const { page, complaints } = await live.open(DESK);
    await tabTo(page, 'Skip to the page');
    for (const [name, label] of PAGES) {
      await tabTo(page, label);
      await page.keyboard.press('Enter');
      await page.waitForFunction((title) => document.title.startsWith(title), label, { timeout: PATIENCE_MS });
      expect(new URL(page.url()).hash).toBe(`#/${name}`);
      expect(await page.locator('[aria-current=page]').textContent()).toBe(label);
      expect(await page.locator('h1').count()).toBe(1);
    }
    await page.goBack();
    await page.waitForFunction(() => document.title.startsWith('Emergency'));
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 60_000);

  describe.each([
    ['light', { ...DESK, colorScheme: 'light' }],
    ['dark', { ...DESK, colorScheme: 'dark' }],
    ['phone', { viewport: { width: 390, height: 844 }, colorScheme: 'light' }],
  ] as const)('in %s', (look, options) => {
    it.each(PAGES)(
      '%s fits, says SIMULATED, and hinders nobody',
      async (name, _, ready) => {
        const { page, complaints } = await live.open(options, `#/${name}`);
        await page.locator(ready).first().waitFor({ timeout: PATIENCE_MS });
        await page.locator('.badge-simulated').first().waitFor({ timeout: PATIENCE_MS });
        await picture(page, `${name}-${look}`);
        expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
        expect(complaints).toEqual([]);
        await page.context().close();
      },
      60_000,
    );
  });

  it('halt the account with a note and no other way, and reset it', async () => {
    const { page, complaints } = await live.open(DESK, '#/emergency');
    const note = `the feed looks wrong, ${Date.now()}`;
    await page.getByRole('button', { name: 'Halt the account' }).click();
    const halt = page.getByRole('dialog').getByRole('button', { name: 'Halt' });
    expect(await halt.isDisabled()).toBe(true);
    await page.getByRole('textbox').fill('   ');
    expect(await halt.isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await stateOfAccount()).toBe('ACTIVE');

    await page.getByRole('button', { name: 'Halt the account' }).click();
    await page.getByRole('textbox').fill(note);
    await picture(page, 'halt-dialog');
    await halt.click();
    await page.waitForSelector('.trading-state:has-text("halted")', { timeout: PATIENCE_MS });
    await page.waitForSelector(`.level:has-text("${note}")`, { timeout: PATIENCE_MS });
    await picture(page, 'halted');
    expect(await stateOfAccount()).toBe('HALTED');

    await page.getByRole('button', { name: 'Reset…' }).click();
    await page.getByRole('textbox').fill('the feed is right again');
    await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
    await page.waitForSelector('.trading-state:has-text("active")', { timeout: PATIENCE_MS });
    expect(await stateOfAccount()).toBe('ACTIVE');

    await page.getByRole('link', { name: 'Operations' }).click();
    await page.waitForSelector(`[role=row]:has-text("${note}")`, { timeout: PATIENCE_MS });
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 90_000);

  it('restrict one symbol and let it trade again', async () => {
    const { page, complaints } = await live.open(DESK, '#/emergency');
    const symbol = await page.getByRole('combobox', { name: 'Symbol' }).inputValue();
    await confirmed(page, `Exits only ${symbol}`, 'Exits only');
    await page.locator('.grid tbody tr', { hasText: symbol }).getByText('reducing').waitFor({ timeout: PATIENCE_MS });
    await confirmed(page, `Resume ${symbol}`, 'Resume');
    await page.locator('.grid tbody tr', { hasText: symbol }).waitFor({ state: 'detached', timeout: PATIENCE_MS });
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('open a rejection to what was measured against which limit', async () => {
    const { page, complaints } = await live.open(DESK, '#/decisions');
    const refusal = await live.firstOf<Refusal>(
      'rejections',
      ({ measured, limit }) => measured !== null && limit !== null,
    );
    await page.getByRole('combobox', { name: 'Stage' }).selectOption(refusal.stage);
    const row = page
      .getByRole('group', { name: 'Rejections' })
      .locator('.row', { hasText: `${refusal.measured} vs ${refusal.limit}` })
      .first();
    await row.locator('.row-summary').click();
    const failed = row.locator('.chain tbody:has(.verdict-fail) tr').first();
    expect(await failed.locator('td').allTextContents()).toEqual([refusal.measured, refusal.limit]);
    await picture(page, 'rejection');
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 120_000);

  it('show caps as used of limit, and warn where the account does', async () => {
    const { page } = await live.open(DESK, '#/portfolio');
    await live.firstOf('positions?state=open');
    const heat = page.locator('.cap', { hasText: 'Portfolio heat' });
    await heat.waitFor({ timeout: PATIENCE_MS });
    expect(await heat.textContent()).toMatch(/Portfolio heat.*\d %\s*of 10 %/);
    const meter = page.getByRole('meter', { name: 'Portfolio heat' });
    expect(Number(await meter.getAttribute('aria-valuenow'))).toBeLessThanOrEqual(100);
    await page.route('**/api/v1/portfolio', async (route) => {
      const body = (await (await route.fetch()).json()) as { caps: { state: string }[] };
      body.caps = body.caps.map((cap) => ({ ...cap, used: '8.5', used_of_limit_percent: '85', state: 'WARN' }));
      await route.fulfill({ json: body });
    });
    await page.locator('.cap .chip-warn').first().waitFor({ timeout: PATIENCE_MS });
    expect(await heat.locator('.chip-warn').textContent()).toBe('warn');
    await page.context().close();
  }, 120_000);

  it('open the report of an emergency exit', async () => {
    await live.firstOf<{ has_report: boolean }>('emergency-exits', ({ has_report: isWritten }) => isWritten);
    const { page, complaints } = await live.open(DESK, '#/emergency');
    const row = page
      .locator('.exits .row')
      .filter({ hasNot: page.locator('.chip-warn') })
      .first();
    await row.locator('.row-summary').click();
    await row.getByText('Positions closed').waitFor({ timeout: PATIENCE_MS });
    await picture(page, 'exit-report');
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 150_000);

  it('pause a symbol and resume it', async () => {
    const { page, complaints } = await live.open(DESK, '#/operations');
    await page
      .getByRole('button', { name: /^Pause / })
      .first()
      .click();
    await page
      .getByRole('button', { name: /^Resume / })
      .first()
      .click({ timeout: PATIENCE_MS });
    await page.getByRole('button', { name: /^Resume / }).waitFor({ state: 'detached', timeout: PATIENCE_MS });
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('draw only what is in sight of 10,000 rows', async () => {
    const { page } = await live.open(DESK);
    await page.route('**/api/v1/rejections?*', async (route) => {
      const { items } = (await (await route.fetch()).json()) as { items: Refusal[] };
      const many = Array.from({ length: 10_000 }, (_, at) => ({ ...items[0], id: `r${at}`, measured: `m${at}` }));
      await route.fulfill({ json: { items: many, next_cursor: null } });
    });
    await page.getByRole('link', { name: 'Signals' }).click();
    const list = page.getByRole('group', { name: 'Rejections' });
    await list.getByText('m0 vs').waitFor({ timeout: PATIENCE_MS });
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await list.getByText('m9999 vs').waitFor({ timeout: PATIENCE_MS });
    expect(await list.locator('.row').count()).toBeLessThan(60);
    await page.context().close();
  }, 60_000);
});

async function stateOfAccount(): Promise<string> {
  const answer = await fetch(`${live.url}/api/v1/system/state`);
  return ((await answer.json()) as { account: { state: string } }).account.state;
}

async function confirmed(page: Page, button: string, action: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('textbox').fill('a test of the switch');
  await page.getByRole('dialog').getByRole('button', { name: action }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Presses Tab until this has the focus; what cannot be reached so fails. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.textContent)) === text) return;
  }
  throw new Error(`Tab does not reach '${text}'`);
}
