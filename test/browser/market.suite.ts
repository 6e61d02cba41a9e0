import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type LivePage, PATIENCE_MS, picture } from './live-page.js';

const WIDE = { viewport: { width: 1600, height: 960 } };

async function settled(page: Page): Promise<void> {
  await page.waitForSelector('.legend', { timeout: PATIENCE_MS });
  await page.waitForSelector('.decisions .row-summary', { timeout: PATIENCE_MS });
}

export function market(live: () => LivePage): void {
  describe('the market', () => {
    it('opens a decision to what was measured against which limit, with the keyboard alone', async () => {
      const { page, complaints } = await live().open(WIDE);
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
      await page.context().close();
    }, 60_000);

    it('says what a bar was read as, where the pointer is', async () => {
      const { page } = await live().open(WIDE);
      await settled(page);
      await page.locator('.row-summary').first().click();
      await page.getByRole('button', { name: 'Show on the chart' }).click();
      const before = await page.locator('.legend-bar').textContent();
      const box = await page.locator('.chart-canvas').boundingBox();
      if (box === null) throw new Error('the chart has no place on the page');
      await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.4);
      await expect(changed(page, before)).resolves.toMatch(/^\d{4}-\d\d-\d\d/);
      await picture(page, 'hover');
      await page.context().close();
    }, 60_000);

    it('goes on by itself when the gateway comes back, and has missed nothing', async () => {
      const { page } = await live().open(WIDE);
      await settled(page);
      await live().stack.services.stop('gateway');
      await page.waitForSelector('.connection:has-text("Reconnecting")', { timeout: PATIENCE_MS });
      await picture(page, 'reconnecting');
      await live().stack.services.restart('gateway');
      await page.waitForSelector('.connection:has-text("Live")', { timeout: PATIENCE_MS });
      const { items } = await live().ask<{ items: { id: string }[] }>('signals?limit=300');
      await page.waitForFunction(
        (count) => Number(document.querySelector('.decisions [role=tab] .count')?.textContent) >= count,
        items.length,
        { timeout: PATIENCE_MS },
      );
      await page.context().close();
    }, 120_000);
  });
}

async function changed(page: Page, before: string | null): Promise<string> {
  await page.waitForFunction((text) => document.querySelector('.legend-bar')?.textContent !== text, before, {
    timeout: PATIENCE_MS,
  });
  return (await page.locator('.legend-bar').textContent()) ?? '';
}
