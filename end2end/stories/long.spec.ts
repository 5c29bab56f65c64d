// A list of any length: only what is in sight is in the document.

import type { Page } from '@playwright/test';
import { alive, expect, seeded } from '../seeded';

const PEOPLE = 2_000;
const number = (at: number) => String(at).padStart(4, '0');
const test = seeded(['Last name,Company', ...Array.from({ length: PEOPLE }, (_, at) => `Person${number(at)},Company ${at % 7}`)].join('\n'));

const rows = (page: Page) => page.getByRole('table').locator('tbody').getByRole('row');
const area = (page: Page) => page.getByRole('region', { name: 'Contacts', exact: true });

test('2,000 contacts scroll to the last one while few rows are drawn', async ({ page, axe }) => {
  await page.goto('/contacts?sort=name');
  await alive(page);
  await expect(page.getByText('2,000 contacts')).toBeVisible();
  const table = page.getByRole('table');
  await expect(table).toHaveAttribute('aria-rowcount', String(PEOPLE + 1));
  // 25 rows are in sight at 1080p, each 36 px high.
  await page.setViewportSize({ width: 1920, height: 1080 });
  const height = await rows(page).nth(3).evaluate((row) => row.getBoundingClientRect().height);
  expect(height).toBe(36);
  expect(await area(page).evaluate((area) => area.clientHeight)).toBeGreaterThanOrEqual(26 * 36 - 1);
  let most = 0;
  for (let step = 0; step < 12; step++) {
    await area(page).evaluate((area) => area.scrollBy(0, area.scrollHeight / 12));
    const below = await area(page).evaluate((area) => Math.floor(area.scrollTop / 36) + 3);
    await expect(area(page).locator(`[aria-rowindex="${below}"]`)).toBeInViewport();
    most = Math.max(most, await rows(page).count());
  }
  await area(page).evaluate((area) => area.scrollTo(0, area.scrollHeight));
  await expect(page.getByRole('link', { name: `Person${number(PEOPLE - 1)}` })).toBeVisible();
  await expect(rows(page).last()).toHaveAttribute('aria-rowindex', String(PEOPLE + 1));
  expect(Math.max(most, await rows(page).count())).toBeLessThan(200);
  await axe(page);
  await area(page).evaluate((area) => area.scrollTo(0, 0));
  await expect(page.getByRole('link', { name: 'Person0000' })).toBeVisible();
});

test('whoever comes back finds the list as it was left', async ({ page }) => {
  await page.goto('/contacts?sort=name');
  await alive(page);
  await expect(rows(page).first()).toBeVisible();
  await area(page).evaluate((area) => area.scrollTo(0, 400 * 36));
  const person = page.getByRole('link', { name: 'Person0405' });
  await expect(person).toBeVisible();
  await person.click();
  await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}/);
  await page.goBack();
  await expect(person).toBeInViewport();
});

test('j goes on past what is drawn, and all that match can be selected', async ({ page }) => {
  await page.goto('/contacts?sort=name');
  await alive(page);
  await expect(rows(page).first()).toBeVisible();
  for (let press = 0; press < 60; press++) await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: 'Person0059' })).toBeFocused();
  await page.getByRole('checkbox', { name: 'Select all contacts on this page' }).check();
  const bar = page.getByRole('region', { name: 'Selected contacts' });
  await bar.getByRole('button', { name: 'Select all 2,000 matching' }).click();
  await expect(bar.getByText('All 2,000 selected')).toBeVisible();
});

test('the list can be shown as pages instead, and stays so', async ({ page, axe }) => {
  await page.goto('/contacts?sort=name');
  await alive(page);
  await expect(page.getByRole('link', { name: 'Next page' })).toBeHidden();
  const pages = async (shown: boolean) => {
    await page.getByRole('button', { name: 'Columns and pages' }).click();
    await page.getByRole('checkbox', { name: 'Show as pages' }).setChecked(shown);
    await page.getByRole('button', { name: 'Done' }).click();
  };
  await pages(true);
  await expect(rows(page)).toHaveCount(50);
  await page.getByRole('link', { name: 'Next page' }).click();
  await expect(page.getByRole('link', { name: 'Person0050' })).toBeVisible();
  await expect(rows(page)).toHaveCount(50);
  await expect(page).toHaveURL(/cursor=/);
  await page.reload();
  await alive(page);
  await expect(page.getByRole('link', { name: 'Person0050' })).toBeVisible();
  await axe(page);
  await page.getByLabel('Rows').selectOption('100');
  await expect(rows(page)).toHaveCount(100);
  await pages(false);
  await expect(page.getByRole('link', { name: 'Next page' })).toBeHidden();
});
