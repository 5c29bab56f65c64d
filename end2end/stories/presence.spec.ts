// Who else looks at a contact: each sees it before both save the same, with the fields that are being changed, until the
// other one has left.

import type { Page } from '@playwright/test';
import { Api } from '../people';
import { alive, expect, pageOf, test } from '../story';

test.use({ chapter: 'presence' });

const mei = { name: 'Mei Chan', email: 'mei.chan@example.com', password: 'a few long words here' };

async function open(page: Page, id: string) {
  await page.goto(`/contacts/${id}`);
  await alive(page);
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

/** What the page says of others who look at the same. */
const others = (page: Page) => page.getByRole('status').filter({ hasText: /is looking at this contact|is changing/ });

test('two who look at a contact see each other, and which fields are being changed, until one leaves', async ({ page, browser, request, server, axe }) => {
  const { id } = await new Api(request, server).post('/contacts', { last_name: 'Shared', company: 'Acme' });
  const other = await pageOf(mei, browser, request, server);
  await open(page, id);
  await open(other, id);
  await expect(others(page)).toHaveText(/Mei Chan is looking at this contact$/);
  await expect(others(other)).toHaveText(/ada is looking at this contact$/);
  await axe(page);

  await button(other, 'Edit').click();
  await field(other, 'Company').fill('Acme Theirs');
  await expect(others(page)).toHaveText(/Mei Chan is changing Company$/);
  await field(other, 'Team').fill('Night shift');
  await expect(others(page)).toHaveText(/Mei Chan is changing Company, Team$/);
  await axe(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await axe(page);
  await page.setViewportSize({ width: 360, height: 780 });
  await expect(others(page)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await axe(page);
  // Only the names of the fields have left her page.
  await expect(page.getByText(/Acme Theirs|Night shift/)).toHaveCount(0);

  await field(other, 'Company').fill('Acme');
  await expect(others(page)).toHaveText(/Mei Chan is changing Team$/);
  await button(other, 'Cancel').click();
  await expect(others(page)).toHaveText(/Mei Chan is looking at this contact$/);

  await other.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Labels' }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Labels' })).toBeVisible();
  await expect(others(page)).toHaveCount(0);
  await other.goBack();
  await expect(others(page)).toHaveText(/Mei Chan is looking at this contact$/);
  await expect(others(other)).toHaveText(/ada is looking at this contact$/);
  await other.context().close();
  await expect(others(page)).toHaveCount(0);
});

test('two tabs of one person are one person, and each tab is told of the other people', async ({ page, context, browser, request, server }) => {
  const { id } = await new Api(request, server).post('/contacts', { last_name: 'Twice' });
  const other = await pageOf(mei, browser, request, server);
  await open(other, id);
  await open(page, id);
  const again = await context.newPage();
  await open(again, id);
  for (const tab of [page, again]) await expect(others(tab)).toHaveText(/^\S+Mei Chan is looking at this contact$/);
  await button(again, 'Edit').click();
  await field(again, 'Company').fill('Acme');
  await expect(others(other)).toHaveText(/^\S+ada is changing Company$/);
  await again.close();
  await expect(others(other)).toHaveText(/^\S+ada is looking at this contact$/);
  await expect(others(page)).toHaveText(/^\S+Mei Chan is looking at this contact$/);
  await other.context().close();
});
