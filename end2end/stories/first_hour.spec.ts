// The first hour: from the one-time link of an empty server through three steps, each of which can wait.

import type { Page } from '@playwright/test';
import { signIn, startServer } from '../server.mjs';
import { alive, expect, fits, test } from '../story';

test.use({ chapter: 'first_hour', storageState: { cookies: [], origins: [] } });

const step = (page: Page, name: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });

test.describe('without anybody yet', () => {
  test.setTimeout(180_000);

  test('the one-time link leads to three steps, of which one waits, one is done and all can be left', async ({ page, request, axe }) => {
    const fresh = await startServer({ ADMIN_EMAIL: undefined, ADMIN_PASSWORD: undefined });
    try {
      const link = () => fresh.output().match(/http\S+\/sign-in\?first=\S+/)?.[0];
      await expect.poll(link).toBeTruthy();
      await page.goto(link()!);
      await alive(page);
      await page.getByLabel('Name').fill('Mei Chan');
      await page.getByLabel('Email').fill('mei@example.com');
      await page.getByLabel('Password').fill('an orange bicycle at noon');
      await page.getByRole('button', { name: 'Create Administrator' }).click();
      await expect(page).toHaveURL(/\/welcome$/);
      await alive(page);
      await expect(page.getByRole('heading', { level: 1, name: 'Get started' })).toBeVisible();
      await expect(page.getByText('0 of 3 steps done')).toBeVisible();
      await expect(page.getByText('You are signed in as Mei Chan.')).toBeVisible();
      await fits(page, axe);

      // One step waits, also for whoever comes back.
      const panel = step(page, 'Show the panel beside your enquiries');
      await panel.getByRole('button', { name: 'Do this later' }).focus();
      await page.keyboard.press('Enter');
      await expect(panel.getByText('Later', { exact: true })).toBeVisible();
      await expect(panel.getByRole('heading')).toBeFocused();
      await page.reload();
      await alive(page);
      await expect(panel.getByRole('button', { name: 'Take up again' })).toBeVisible();
      await expect(panel.getByRole('link', { name: 'Go to the side panel' })).toHaveAttribute('href', '/settings/panel');

      // The first contact, by hand.
      const contacts = step(page, 'Bring your contacts');
      await expect(contacts.getByRole('link', { name: 'Import a file' })).toHaveAttribute('href', '/contacts/import');
      await contacts.getByRole('link', { name: 'Create a contact' }).click();
      await expect(page).toHaveURL(/\/contacts\/new$/);
      const headers = { authorization: `Bearer ${fresh.token}` };
      const made = await request.post(`${fresh.url}/api/v1/contacts`, { headers, data: { last_name: 'Chan' } });
      expect(made.status()).toBe(201);
      await page.goto(`${fresh.url}/welcome`);
      await alive(page);
      await expect(page.getByText('1 of 3 steps done')).toBeVisible();
      await expect(contacts.getByText('Done', { exact: true })).toBeVisible();
      await expect(contacts.getByRole('button')).toHaveCount(0);
      await axe(page);

      await step(page, 'Say who you are').getByRole('link', { name: 'Go to your account' }).click();
      await expect(page).toHaveURL(/\/account$/);
      await page.goto(`${fresh.url}/welcome`);
      await alive(page);
      await page.getByRole('button', { name: 'I will find my way' }).click();
      await expect(page).toHaveURL(/\/contacts$/);
      await expect(page.getByText('1 contact', { exact: true })).toBeVisible();
      await page.goto(`${fresh.url}/welcome`);
      await alive(page);
      await expect(page.getByText('The list of contacts no longer offers these steps.')).toBeVisible();
      await page.getByRole('button', { name: 'Offer them again' }).click();
      await expect(page.getByRole('button', { name: 'I will find my way' })).toBeVisible();
      await page.context().addCookies([{ name: 'language', value: 'zh-Hant', url: fresh.url }]);
      await page.reload();
      await alive(page);
      await expect(page.getByRole('heading', { level: 1, name: '開始使用' })).toBeVisible();
      await expect(page.getByText('已完成 1 / 3 個步驟')).toBeVisible();
      await axe(page);
    } finally {
      await page.goto('about:blank');
      await fresh.stop();
    }
  });
});

test('an empty list offers the steps to Administrators until they find their way without', async ({ browser, emptyServer, axe }) => {
  const context = await browser.newContext({ baseURL: emptyServer.url, storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await signIn(page);
  await page.getByRole('link', { name: 'Get started' }).click();
  await expect(page).toHaveURL(/\/welcome$/);
  await alive(page);
  await axe(page);
  await page.getByRole('button', { name: 'I will find my way' }).click();
  await expect(page).toHaveURL(/\/contacts$/);
  const told = page.waitForResponse('**/api/first_hour/get');
  await page.reload();
  await told;
  await expect(page.getByRole('heading', { name: 'No contacts yet' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Get started' })).toHaveCount(0);
  await context.close();
});
