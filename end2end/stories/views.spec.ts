// Views that are kept under a name, and the columns of the list.

import type { Page } from '@playwright/test';
import { alive, expect, seeded } from '../seeded';

const test = seeded(
  [
    'First name,Last name,Email,Company,Team,Type',
    'Ann,Archer,ann@example.com,Acme,North,Customer',
    'Ben,Baker,ben@example.com,Bolt,South,Lead',
    'Cho,Chan,cho@example.com,Acme,North,Lead',
  ].join('\n'),
);

const rows = (page: Page) => page.getByRole('table').locator('tbody').getByRole('row');
const headers = async (page: Page) => (await page.getByRole('columnheader').allInnerTexts()).map((text) => text.trim()).filter(Boolean);

async function choose(page: Page, name: string) {
  await page.getByRole('button', { name: /Views$/ }).click();
  await page.getByRole('menu', { name: 'Views' }).getByRole('menuitem', { name }).click();
}

test.beforeEach(async ({ page }) => {
  await page.goto('/contacts');
  await alive(page);
  await expect(rows(page)).toHaveCount(3);
});

// A view without a name is refused by the server.
test.use({ expected: [/status of 422/] });

test('a view is saved, found again after a reload, opened, changed and deleted', async ({ page, axe }) => {
  await page.goto('/contacts?company=acme&sort=name');
  await alive(page);
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('dialog', { name: 'Columns' }).getByRole('checkbox', { name: 'Team' }).check();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => headers(page)).toEqual(['Name', 'Company', 'Type', 'Labels', 'Phone', 'Email', 'Updated', 'Team', 'More (...)']);

  await choose(page, 'Save as a new view');
  const dialog = page.getByRole('dialog', { name: 'Save as a new view' });
  await axe(page);
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await expect(dialog.getByText('Name is required')).toBeVisible();
  await dialog.getByLabel('Name of the view').fill('Acme people');
  await dialog.getByRole('checkbox', { name: 'Pinned to my bar' }).check();
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await expect(page.getByText('View “Acme people” saved')).toBeVisible();
  await expect(page).toHaveURL(/view=[0-9a-f-]{36}/);

  // The columns of the view are the view's: those of this browser stay as they were.
  await page.getByRole('button', { name: /Views$/ }).click();
  await page.getByRole('menuitem', { name: 'All contacts' }).click();
  await expect(rows(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('button', { name: 'Usual columns' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => headers(page)).toEqual(['Name', 'Company', 'Type', 'Labels', 'Phone', 'Email', 'Updated', 'More (...)']);
  await page.reload();
  await alive(page);

  const pinned = page.getByRole('navigation', { name: 'Pinned views' }).getByRole('link', { name: 'Acme people' });
  await pinned.click();
  await expect(rows(page)).toHaveCount(2);
  await expect(pinned).toHaveAttribute('aria-current', 'true');
  await expect.poll(() => headers(page)).toContain('Team');
  await axe(page);
  await page.reload();
  await alive(page);
  await expect(rows(page)).toHaveCount(2);
  await expect.poll(() => headers(page)).toContain('Team');

  await choose(page, 'Change this view');
  const change = page.getByRole('dialog', { name: 'Change this view' });
  await expect(change.getByLabel('Name of the view')).toHaveValue('Acme people');
  await change.getByRole('button', { name: 'Delete the view' }).click();
  await expect(page.getByText('View deleted')).toBeVisible();
  await expect(pinned).toHaveCount(0);
});

test('columns are hidden, moved and made wider, and stay so after a reload', async ({ page, axe }) => {
  await page.getByRole('button', { name: 'Columns' }).click();
  const dialog = page.getByRole('dialog', { name: 'Columns' });
  await axe(page);
  await expect(dialog.getByRole('checkbox', { name: 'Name' })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'Labels' }).uncheck();
  await dialog.getByRole('button', { name: 'Move Email towards the front' }).click();
  const width = () => page.locator('td.company').first().evaluate((cell) => cell.getBoundingClientRect().width);
  const before = await width();
  for (let press = 0; press < 4; press++) await dialog.getByRole('button', { name: 'Make Company wider' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  const wanted = ['Name', 'Company', 'Type', 'Email', 'Phone', 'Updated', 'More (...)'];
  await expect.poll(() => headers(page)).toEqual(wanted);
  await expect.poll(width).toBeGreaterThan(before + 20);
  await page.reload();
  await expect.poll(() => headers(page)).toEqual(wanted);
});
