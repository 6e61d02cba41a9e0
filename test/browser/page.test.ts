import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { lacking, LivePage, PATIENCE_MS, picture, sidewaysScroll } from './live-page.js';

let live: LivePage;

const open = (options: BrowserContextOptions) => live.open(options);

async function settled(page: Page): Promise<void> {
  await page.waitForSelector('.legend', { timeout: PATIENCE_MS });
  await page.waitForSelector('.grid tbody tr', { timeout: PATIENCE_MS });
}

(lacking === undefined ? describe : describe.skip)('the page', () => {
  beforeAll(async () => {
    live = await LivePage.start();
  }, 180_000);

  afterAll(async () => {
    await live?.stop();
  }, 60_000);

  it.each([
    ['light', { viewport: { width: 1600, height: 960 }, colorScheme: 'light' }],
    ['dark', { viewport: { width: 1600, height: 960 }, colorScheme: 'dark' }],
    ['phone', { viewport: { width: 390, height: 844 }, colorScheme: 'light', deviceScaleFactor: 2 }],
  ] as const)(
    'stands in %s, says that the market is simulated, and the console is quiet',
    async (name, options) => {
      const { page, complaints } = await open(options);
      await settled(page);
      await picture(page, name);
      expect(await page.locator('.badge-simulated').first().isVisible()).toBe(true);
      expect(await page.locator('.series-row').count()).toBeGreaterThan(0);
      expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await page.close();
    },
    60_000,
  );

  it('opens a decision to what was measured against which limit, with the keyboard alone', async () => {
    const { page, complaints } = await open({ viewport: { width: 1600, height: 960 } });
    await settled(page);
    await page.getByRole('tab', { name: /Signals/ }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('tab', { name: /Rejections/ }).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowLeft');
    await page.locator('.row-summary').first().waitFor({ timeout: PATIENCE_MS });
    await page.locator('.row-summary').first().focus();
    await page.keyboard.press('Enter');
    const stages = await page.locator('.chain tbody th').allTextContents();
    expect(stages.map((stage) => stage.replace(/^\W+/, '').toLowerCase())).toEqual([
      'volume',
      'phase',
      'levels',
      'risk',
      'strategy',
    ]);
    const decided = await page.locator('.chain tbody tr:first-child td').allTextContents();
    expect(decided).toHaveLength(2 * stages.length);
    expect(decided).not.toContain('–');
    expect(await page.locator('.chain .chain-check').count()).toBeGreaterThan(2 * stages.length);
    await picture(page, 'signal');
    expect(complaints).toEqual([]);
    await page.close();
  }, 60_000);

  it('says what a bar was read as, where the pointer is', async () => {
    const { page } = await open({ viewport: { width: 1600, height: 960 } });
    await settled(page);
    await page.locator('.row-summary').first().click();
    await page.getByRole('button', { name: 'Show on the chart' }).click();
    const before = await page.locator('.legend-bar').textContent();
    const box = await page.locator('.chart-canvas').boundingBox();
    if (box === null) throw new Error('the chart has no place on the page');
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.4);
    await expect(changed(page, before)).resolves.toMatch(/^\d{4}-\d\d-\d\d/);
    await picture(page, 'hover');
    await page.close();
  }, 60_000);

  it('goes on by itself when the gateway comes back, and has missed nothing', async () => {
    const { page } = await open({ viewport: { width: 1600, height: 960 } });
    await settled(page);
    await live.stack.services.stop('gateway');
    await page.waitForSelector('.connection:has-text("Reconnecting")', { timeout: PATIENCE_MS });
    await picture(page, 'reconnecting');
    await live.stack.services.restart('gateway');
    await page.waitForSelector('.connection:has-text("Live")', { timeout: PATIENCE_MS });
    const answer = await fetch(`${live.url}/api/v1/signals?limit=300`);
    const { items } = (await answer.json()) as { items: { id: string }[] };
    await page.waitForFunction(
      (count) => Number(document.querySelector('[role=tab] .count')?.textContent) >= count,
      items.length,
      { timeout: PATIENCE_MS },
    );
    await page.close();
  }, 120_000);
});

async function changed(page: Page, before: string | null): Promise<string> {
  await page.waitForFunction((text) => document.querySelector('.legend-bar')?.textContent !== text, before, {
    timeout: PATIENCE_MS,
  });
  return (await page.locator('.legend-bar').textContent()) ?? '';
}
