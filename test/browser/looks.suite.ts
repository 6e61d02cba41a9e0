import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { DESK, type LivePage, PATIENCE_MS, picture, sidewaysScroll } from './live-page.js';

/** Every page: its address, its name, and what is there once it has something to show. */
export const PAGES = [
  ['market', 'Market', '.legend'],
  ['decisions', 'Signals & rejections', '.row-summary'],
  ['portfolio', 'Portfolio', '.cap, .notice-empty'],
  ['emergency', 'Emergency', '.level'],
  ['backtests', 'Backtest lab', '.ticks input'],
  ['experiments', 'Experiments', '.figures'],
  ['operations', 'Operations', '.virtual-table'],
  ['data', 'Data', '.virtual-table'],
  ['settings', 'Settings', '.virtual-table'],
] as const;

const DIST = join(import.meta.dirname, '../../apps/web/dist');
/** All that a browser may ever fetch, and what it must before the first page shows anything. Unit: bytes, compressed. */
const MAX_BUNDLE_BYTES = 400_000;
const MAX_FIRST_BYTES = 120_000;

async function seriousOf(page: Page): Promise<string[]> {
  // The page has no frames: the mode that looks into them costs as much again.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

export function looks(live: () => LivePage): void {
  describe('how it looks', () => {
    it('weighs less than it may', () => {
      const size = (path: string) => gzipSync(readFileSync(join(DIST, path))).length;
      const all = readdirSync(join(DIST, 'assets')).map((name) => size(join('assets', name)));
      expect(all.reduce((sum, each) => sum + each, 0)).toBeLessThan(MAX_BUNDLE_BYTES);
      const first = [...readFileSync(join(DIST, 'index.html'), 'utf8').matchAll(/"\/(assets\/[^"]+)"/g)];
      expect(first.reduce((sum, [, path = '']) => sum + size(path), 0)).toBeLessThan(MAX_FIRST_BYTES);
    });

    it.each([
      ['light', { ...DESK, colorScheme: 'light' }],
      ['dark', { ...DESK, colorScheme: 'dark' }],
      ['phone', { viewport: { width: 390, height: 844 }, colorScheme: 'light' }],
    ] as const)(
      'in %s every page fits, says SIMULATED, and hinders nobody',
      async (look, options) => {
        const { page, complaints } = await live().open(options);
        for (const [name, , ready] of PAGES) {
          await page.goto(`${live().url}/#/${name}`);
          await page.locator(ready).first().waitFor({ timeout: PATIENCE_MS });
          await page.locator('.badge-simulated').first().waitFor({ timeout: PATIENCE_MS });
          await picture(page, `${name}-${look}`);
          expect([name, await sidewaysScroll(page)]).toEqual([name, 0]);
          // The phone has the colours and names of the light desk.
          if (look !== 'phone') expect([name, await seriousOf(page)]).toEqual([name, []]);
        }
        expect(complaints).toEqual([]);
        await page.context().close();
      },
      180_000,
    );

    it('can be signed in to by everybody, in light and dark', async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page } = await live().visit({ ...DESK, colorScheme });
        await page.goto(live().url);
        await page.getByRole('button', { name: 'Sign in' }).waitFor({ timeout: PATIENCE_MS });
        await picture(page, `sign-in-${colorScheme}`);
        expect(await seriousOf(page)).toEqual([]);
        await page.context().close();
      }
    }, 60_000);

    it('is reached with the keyboard alone, and Back leads back', async () => {
      const { page, complaints } = await live().open();
      await tabTo(page, 'Skip to the page');
      for (const [name, label] of PAGES) {
        await tabTo(page, label);
        await page.keyboard.press('Enter');
        await page.waitForFunction((title) => document.title.startsWith(title), label, { timeout: PATIENCE_MS });
        expect(new URL(page.url()).hash).toBe(`#/${name}`);
        expect(await page.locator('[aria-current=page]').textContent()).toBe(label);
        await page.locator('h1').waitFor({ state: 'attached', timeout: PATIENCE_MS });
        expect(await page.locator('h1').count()).toBe(1);
      }
      await page.goBack();
      await page.waitForFunction(() => document.title.startsWith('Data'));
      expect(complaints).toEqual([]);
      await page.context().close();
    }, 90_000);
  });
}

/** Presses Tab until this has the focus; what cannot be reached so fails. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.textContent)) === text) return;
  }
  throw new Error(`Tab does not reach '${text}'`);
}
