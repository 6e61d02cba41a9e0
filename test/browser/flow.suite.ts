import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ADMIN, confirm, DESK, type LivePage, PATIENCE_MS, picture } from './live-page.js';

interface Refusal {
  readonly stage: string;
  readonly measured: string | null;
  readonly limit: string | null;
}

interface Stored {
  readonly symbol: string;
  readonly bars: number;
}
const isBroken = ({ symbol }: Stored) => symbol === 'BROKEN';

const SIGNAL_MS = 90_000;
/** Two good lines and two that are not. */
const BROKEN_CSV = [
  'timestamp,open,high,low,close,volume',
  '2024-01-02,10,12,9,11,500',
  '2024-01-03,10,8,9,11,500',
  '2024-01-04,10,12,nine,11,500',
  '2024-01-05,10,12,9,11,700',
].join('\n');

/** What a newcomer does with it, from the first page to the last. */
export function flow(live: () => LivePage): void {
  describe('a session', () => {
    it('signs in, follows a decision, stops what must be stopped, tests an idea and brings bars along', async () => {
      const { page, complaints } = await live().visit(DESK);
      await page.goto(live().url);
      await aWrongPasswordIsRefused(page);
      expect(complaints.filter((complaint) => complaint.includes('://'))).toEqual([
        `401 ${live().url}/api/v1/auth/login`,
      ]);
      complaints.length = 0;
      await signIn(page);

      await aSignalComes(page);
      await page.locator('.decisions .row-summary').first().click();
      await page.locator('.chain tbody th').nth(4).waitFor({ timeout: PATIENCE_MS });
      await aRejectionSaysItsLimit(page, live());
      await aDecisionIsExplained(page);

      await page.getByRole('link', { name: 'Operations' }).click();
      await page
        .getByRole('button', { name: /^Pause / })
        .first()
        .click({ timeout: PATIENCE_MS });
      const resume = page.getByRole('button', { name: /^Resume / });
      await resume.first().click({ timeout: PATIENCE_MS });
      await resume.waitFor({ state: 'detached', timeout: PATIENCE_MS });

      await aDrawdownHalts(page, live());
      await aBacktestRuns(page);
      await aBrokenFileIsImported(page, live());
      expect(complaints).toEqual([]);
      await page.context().close();
    }, 240_000);
  });
}

async function aWrongPasswordIsRefused(page: Page): Promise<void> {
  await page.getByLabel('User').fill(ADMIN.username, { timeout: PATIENCE_MS });
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor({ timeout: PATIENCE_MS });
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Password').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForSelector('.connection:has-text("Live")', { timeout: PATIENCE_MS });
}

/** The tape runs on; without a reload the list grows. */
async function aSignalComes(page: Page): Promise<void> {
  const count = page.getByRole('tab', { name: /Signals/ }).locator('.count');
  await count.waitFor({ timeout: PATIENCE_MS });
  const before = Number(await count.textContent());
  await page.waitForFunction(
    (known) => Number(document.querySelector('.decisions [role=tab] .count')?.textContent) > known,
    Math.min(before, 299),
    { timeout: SIGNAL_MS },
  );
}

async function aRejectionSaysItsLimit(page: Page, live: LivePage): Promise<void> {
  const isMeasured = ({ measured, limit }: Refusal) => measured !== null && limit !== null;
  const refusal = await live.firstOf<Refusal>('rejections', isMeasured);
  await page.getByRole('link', { name: 'Signals' }).click();
  await page.getByRole('combobox', { name: 'Stage' }).selectOption(refusal.stage);
  const row = page
    .getByRole('group', { name: 'Rejections' })
    .locator('.row', { hasText: `${refusal.measured} vs ${refusal.limit}` })
    .first();
  await row.locator('.row-summary').click({ timeout: PATIENCE_MS });
  const failed = row.locator('.chain tbody:has(.verdict-fail) tr').first();
  expect(await failed.locator('td').allTextContents()).toEqual([refusal.measured, refusal.limit]);
  await picture(page, 'rejection');
}

async function aDecisionIsExplained(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'As of that bar' }).first().click();
  await page.getByText('Nothing here is younger than that bar.').waitFor({ timeout: PATIENCE_MS });
  const title = await page.locator('.page-explain .panel-title').first().textContent();
  // Off the chart: the legend then tells of its last bar.
  await page.mouse.move(0, 0);
  // The chart ends with the bar that was decided on.
  const decidedOn = /as of (.+)$/.exec(title ?? '')?.[1] ?? 'no time in the title';
  await page.locator('.page-explain .legend-bar', { hasText: decidedOn }).waitFor({ timeout: PATIENCE_MS });
  expect((await page.locator('.as-of-chart .chart-canvas').boundingBox())?.height).toBeGreaterThan(300);
  await picture(page, 'explained');
}

/** The peak is moved up behind the back of risk, so that the next mark is far below it. */
async function aDrawdownHalts(page: Page, live: LivePage): Promise<void> {
  await page.getByRole('link', { name: 'Emergency' }).click();
  await live.database.query('update portfolios set peak_equity = equity * 2, version = version + 1');
  await page.waitForSelector('.trading-state:has-text("halted")', { timeout: PATIENCE_MS * 2 });
  await page.waitForSelector('.level:has-text("max-drawdown")', { timeout: PATIENCE_MS });
  await page.locator('.exits .row', { hasText: 'Max drawdown' }).first().waitFor({ timeout: PATIENCE_MS });
  await picture(page, 'drawdown-halt');
  await confirm(page, 'Reset…', 'Reset', 'looked at, and begun anew');
  await page.waitForSelector('.trading-state:has-text("active")', { timeout: PATIENCE_MS });
}

async function aBacktestRuns(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Backtest' }).click();
  await page.locator('.ticks input').first().waitFor({ timeout: PATIENCE_MS });
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const curve = page.getByRole('img', { name: /^Equity and drawdown: from 100000 to / });
  await curve.waitFor({ timeout: SIGNAL_MS });
  expect(await curve.getAttribute('aria-label')).toMatch(/deepest fall \d+\.\d\d %$/);
  await page.getByRole('table', { name: 'Trades' }).waitFor({ timeout: PATIENCE_MS });
  await picture(page, 'backtest');
}

async function aBrokenFileIsImported(page: Page, live: LivePage): Promise<void> {
  await page.getByRole('link', { name: 'Data' }).click();
  await page.getByLabel('Symbol').fill('BROKEN', { timeout: PATIENCE_MS });
  await page.getByLabel('CSV with a header line', { exact: true }).fill(BROKEN_CSV);
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('Would be imported: 2 of 4 lines.').waitFor({ timeout: PATIENCE_MS });
  const refused = page.getByRole('table', { name: 'Refused lines' }).getByRole('row');
  expect(await refused.nth(1).getByRole('cell').allTextContents()).toEqual([
    '3',
    'high',
    'High below low',
    expect.stringContaining('below low'),
  ]);
  expect(await refused.nth(2).getByRole('cell').allTextContents()).toEqual([
    '4',
    'low',
    'Not a number',
    expect.stringContaining('nine'),
  ]);
  await picture(page, 'broken-csv');
  await page.getByRole('button', { name: 'Import 2 bars' }).click();
  await page.getByText('Imported: 2 of 4 lines.').waitFor({ timeout: PATIENCE_MS });
  expect(await live.firstOf<Stored>('bars/series', isBroken)).toMatchObject({ bars: 2 });
}
