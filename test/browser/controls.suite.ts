import { describe, expect, it } from '@jest/globals';
import { HELD, holdPosition } from './held-position.js';
import { confirm, DESK, type LivePage, PATIENCE_MS, picture } from './live-page.js';

interface Row {
  readonly id: string;
}

export function controls(live: () => LivePage): void {
  const stateOfAccount = async () => (await live().ask<{ account: { state: string } }>('system/state')).account.state;

  describe('the controls', () => {
    it('halt the account with a note and no other way, and reset it', async () => {
      const { page, complaints } = await live().open(DESK, '#/emergency');
      const note = `the feed looks wrong, ${Date.now()}`;
      // The simulated market may have had a day of losses by now; without them only this test changes the state.
      await live().database.query('update portfolios set day_start_equity = equity / 2, version = version + 1');
      const before = await stateOfAccount();
      await page.getByRole('button', { name: 'Halt the account' }).click({ timeout: PATIENCE_MS });
      const halt = page.getByRole('dialog').getByRole('button', { name: 'Halt' });
      expect(await halt.isDisabled()).toBe(true);
      await page.getByRole('textbox').fill('   ');
      expect(await halt.isDisabled()).toBe(true);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await stateOfAccount()).toBe(before);

      await confirm(page, 'Halt the account', 'Halt', note);
      await page.waitForSelector('.trading-state:has-text("halted")', { timeout: PATIENCE_MS });
      await page.waitForSelector(`.level:has-text("${note}")`, { timeout: PATIENCE_MS });
      await picture(page, 'halted');
      expect(await stateOfAccount()).toBe('HALTED');
      await confirm(page, 'Reset…', 'Reset', 'the feed is right again');
      await page.waitForSelector('.trading-state:has-text("active")', { timeout: PATIENCE_MS });
      expect(await stateOfAccount()).toBe('ACTIVE');

      await page.getByRole('link', { name: 'Operations' }).click();
      await page.waitForSelector(`[role=row]:has-text("${note}")`, { timeout: PATIENCE_MS });
      expect(complaints).toEqual([]);
      await page.context().close();
    }, 90_000);

    it('restrict one symbol and let it trade again', async () => {
      const { page, complaints } = await live().open(DESK, '#/emergency');
      const symbol = await page.getByRole('combobox', { name: 'Symbol' }).inputValue({ timeout: PATIENCE_MS });
      const row = page.locator('.grid tbody tr', { hasText: symbol });
      await confirm(page, `Exits only ${symbol}`, 'Exits only');
      await row.getByText('reducing').waitFor({ timeout: PATIENCE_MS });
      await confirm(page, `Resume ${symbol}`, 'Resume');
      await row.waitFor({ state: 'detached', timeout: PATIENCE_MS });
      expect(complaints).toEqual([]);
      await page.context().close();
    }, 60_000);

    it('close a position with a note, kept in the audit log', async () => {
      const letGo = await holdPosition(live());
      try {
        const { page, complaints } = await live().open(DESK, '#/portfolio');
        const note = `no longer wanted, ${Date.now()}`;
        await confirm(page, `Close ${HELD}`, 'Close the position', note);
        await page.getByText('One position is being closed.').waitFor({ timeout: PATIENCE_MS });
        await live().firstOf<{ note: string | null }>('audit?action=execution.close', (entry) => entry.note === note);
        await confirm(page, `Close ${HELD}`, 'Close the position', note);
        await page.getByText('Nothing was left to close.').waitFor({ timeout: PATIENCE_MS });
        expect(complaints).toEqual([]);
        await page.context().close();
      } finally {
        await letGo();
      }
    }, 90_000);

    it('are there for those who may use them, and say why not to the others', async () => {
      const viewer = { username: `viewer-${Date.now()}`, password: 'may-look-and-no-more' };
      await live().ask('users', { ...viewer, role: 'viewer' });
      const { page, complaints } = await live().open(DESK, '#/emergency', viewer);
      const halt = page.getByRole('button', { name: 'Halt the account' });
      await halt.waitFor({ timeout: PATIENCE_MS });
      expect(await halt.isDisabled()).toBe(true);
      expect(await halt.getAttribute('title')).toBe('Needs the role admin; you are viewer.');
      await page.getByRole('link', { name: 'Operations' }).click();
      const pause = page.getByRole('button', { name: /^Pause / }).first();
      await pause.waitFor({ timeout: PATIENCE_MS });
      expect(await pause.isDisabled()).toBe(true);
      await page.getByRole('link', { name: 'Settings' }).click();
      await page.getByRole('heading', { name: 'Your account' }).waitFor({ timeout: PATIENCE_MS });
      expect(await page.getByRole('heading', { name: 'Users' }).count()).toBe(0);

      await page.getByLabel('Current password').fill(viewer.password);
      await page.getByLabel(/^New password/).fill('another-one-to-look');
      await page.getByRole('button', { name: 'Change the password' }).click();
      await page.getByText('The password is changed.').waitFor({ timeout: PATIENCE_MS });
      await page.reload();
      await page.waitForSelector('.connection:has-text("Live")', { timeout: PATIENCE_MS });
      expect(complaints).toEqual([]);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('button', { name: 'Sign in' }).waitFor({ timeout: PATIENCE_MS });
      await page.context().close();
    }, 90_000);

    it('make a key that is shown once, and withdraw it', async () => {
      const { page, complaints } = await live().open(DESK, '#/settings');
      await page.getByLabel('Used by').fill('the-browser-test', { timeout: PATIENCE_MS });
      await page.getByRole('button', { name: 'Make a key' }).click();
      const key = await page.locator('.secret').textContent({ timeout: PATIENCE_MS });
      expect(key).toMatch(/^tape_/);
      const answer = await fetch(`${live().url}/api/v1/signals?limit=1`, {
        headers: { authorization: `Bearer ${key}` },
      });
      expect(answer.status).toBe(200);
      await page.getByRole('button', { name: 'Withdraw the key of the-browser-test' }).click();
      await page.getByText('does not count any more').waitFor({ timeout: PATIENCE_MS });
      expect(await page.locator('.secret').count()).toBe(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    }, 60_000);

    it('show caps as used of limit, and warn where the account does', async () => {
      const { page } = await live().open(DESK, '#/portfolio');
      const heat = page.locator('.cap', { hasText: 'Portfolio heat' });
      await heat.waitFor({ timeout: PATIENCE_MS });
      expect(await heat.textContent()).toMatch(/Portfolio heat.*\d %\s*of 10 %/);
      await page.route('**/api/v1/portfolio', async (route) => {
        const body = (await (await route.fetch()).json()) as { caps: { state: string }[] };
        body.caps = body.caps.map((cap) => ({ ...cap, used: '8.5', used_of_limit_percent: '85', state: 'WARN' }));
        await route.fulfill({ json: body });
      });
      await heat.locator('.chip-warn').waitFor({ timeout: PATIENCE_MS });
      expect(await heat.locator('.chip-warn').textContent()).toBe('warn');
      await page.context().close();
    }, 60_000);

    it('draw only what is in sight of 10,000 rows', async () => {
      const { page } = await live().open(DESK);
      await page.route('**/api/v1/rejections?*', async (route) => {
        const { items } = (await (await route.fetch()).json()) as { items: Row[] };
        const many = Array.from({ length: 10_000 }, (_, at) => ({ ...items[0], id: `r${at}`, measured: `m${at}` }));
        await route.fulfill({ json: { items: many, next_cursor: null } });
      });
      await page.getByRole('link', { name: 'Signals' }).click();
      const list = page.getByRole('group', { name: 'Rejections' });
      await list.getByText('m0 vs').waitFor({ timeout: PATIENCE_MS });
      for (const part of [0.25, 0.5, 0.75, 1]) {
        await list.evaluate((element, share) => element.scrollTo(0, element.scrollHeight * share), part);
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
        expect(await list.locator('.row').count()).toBeLessThan(60);
      }
      await list.getByText('m9999 vs').waitFor({ timeout: PATIENCE_MS });
      expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(3_000);
      await page.context().close();
    }, 60_000);
  });
}
