// What was decided about a file is offered for the next one with the same header.

import type { Page } from '@playwright/test';
import { alive, expect, test } from '../story';
import { browse, csv, verdict } from '../workbench';

test.use({ chapter: 'import_recipe' });

/** Last month's file and this month's: a column that nobody knows, and phone numbers with spaces. */
const header = 'Last name,Recipe handy,Email,Company';
const month = (name: string, first: number) =>
  csv(
    header,
    ...[0, 1, 2].map((n) => `${name}${n},+852 5177 ${first + n},${name.toLowerCase()}${n}@recipe.example.com,Recipe Ltd`),
  );

/** Opens the page, and waits until it has asked for what it must know before a file. */
async function open(page: Page) {
  const last = page.waitForResponse(/\/api\/imports\/running/);
  await page.goto('/contacts/import');
  await alive(page);
  await last;
}

const confirm = (page: Page) => page.getByRole('button', { name: 'Confirm' });
const offer = (page: Page, name: string) => page.getByRole('region', { name });
const lastTime = 'Use what you chose the last time?';

test('the columns, repairs and choices of an import are offered for the next file with the same header', async ({ page, axe }) => {
  await open(page);
  await browse(page, 'october.csv', month('Oct', 1000));
  await expect(verdict(page)).toContainText('3 ready');
  await expect(offer(page, lastTime)).toHaveCount(0);
  await page.getByLabel('Recipe handy').selectOption('Mobile');
  await expect(verdict(page)).toContainText('3 need you');
  await page.getByRole('button', { name: 'Remove spaces, hyphens and parentheses' }).click();
  await expect(verdict(page)).toContainText('3 ready');
  await page.getByLabel('Contacts that exist already').selectOption('skip');
  await confirm(page).click();
  await expect(page.getByRole('heading', { name: '3 contacts were imported.' })).toBeVisible();

  // Next month, in a new page, with the columns in another order.
  await open(page);
  const sent: string[] = [];
  page.on('request', (request) => {
    // Keyed digests may go, to find out which contacts exist (B6).
    const digests = request.url().includes('/api/imports/effect/');
    // What every page asks for Administrators holds nothing of the file either.
    const alarm = request.url().endsWith('/api/webhooks/disabled_unseen');
    if (request.method() !== 'GET' && !digests && !alarm) sent.push(`${request.method()} ${request.url()}`);
  });
  const november = month('Nov', 2000)
    .split('\r\n')
    .map((line) => line.split(',').reverse().join(','))
    .join('\r\n');
  await browse(page, 'november.csv', november);
  await expect(verdict(page)).toContainText('3 ready');
  const recipe = offer(page, lastTime);
  await expect(recipe).toContainText('Recipe handy → Mobile');
  // Nobody has looked for its cause in a column that is ignored until then.
  await expect(recipe).toContainText('Repairs by cause: 1; in how many records is known once the file is read so');
  await expect(recipe).toContainText('Contacts that exist already are skipped');
  await axe(page);
  // By keyboard the one button leads to the other.
  await recipe.getByRole('button', { name: 'Use these choices' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('What you chose the last time is used for this file.')).toBeVisible();
  await expect(verdict(page)).toContainText('3 ready');
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop using it' })).toBeFocused();
  // Each look at who exists is let come to its end: another one ends it, and its last question is answered with 404.
  const looked = page.getByRole('button', { name: 'Confirm: create 3' });
  await expect(looked).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(recipe).toBeVisible();
  await expect(looked).toBeEnabled();
  await expect(recipe.getByRole('button', { name: 'Use these choices' })).toBeFocused();
  await recipe.getByRole('button', { name: 'Use these choices' }).click();
  await expect(page.getByText('is used for this file.')).toBeVisible();
  expect(sent, 'nothing is sent before the last Confirm').toEqual([]);
  await expect(confirm(page)).toBeEnabled();
  await confirm(page).click();
  await expect(page.getByRole('heading', { name: '3 contacts were imported.' })).toBeVisible();
});

test('a repair is offered with its count and an example, and a saved layout is everybody’s', async ({ page, axe }) => {
  const layoutHeader = 'Last name,Mobile,Layout column';
  const file = (name: string, first: number) => csv(layoutHeader, `${name},+852 5178 ${first},x`, `${name}2,+852 5178 ${first + 1},y`);
  await open(page);
  await browse(page, 'house.csv', file('House', 1000));
  await expect(verdict(page)).toContainText('2 need you');
  await page.getByRole('button', { name: 'Remove spaces, hyphens and parentheses' }).click();
  await expect(verdict(page)).toContainText('2 ready');
  await page.getByText('Save as this layout').click();
  await page.getByLabel('Name of the layout').fill('House format');
  await page.getByRole('button', { name: 'Save layout' }).click();
  await expect(page.getByText('Saved as "House format".')).toBeVisible();
  await axe(page);

  await open(page);
  await browse(page, 'house-again.csv', file('Mansion', 2000));
  const recipe = offer(page, 'Use the layout "House format"?');
  await expect(recipe).toContainText('Repairs by cause: 1, in 2 records');
  await expect(recipe).toContainText('+852 5178 2000 → +85251782000');
  await recipe.getByRole('button', { name: 'Use these choices' }).click();
  await expect(page.getByText('The layout "House format" is used for this file.')).toBeVisible();
  await expect(verdict(page)).toContainText('2 ready');
  await page.getByRole('button', { name: 'Stop using it' }).click();
  await recipe.getByRole('button', { name: 'Forget' }).click();
  const question = page.getByRole('dialog', { name: 'Forget the layout "House format"?' });
  await axe(page);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(recipe).toBeVisible();
  await recipe.getByRole('button', { name: 'Forget' }).click();
  await question.getByRole('button', { name: 'Forget' }).click();
  await expect(recipe).toHaveCount(0);
});
