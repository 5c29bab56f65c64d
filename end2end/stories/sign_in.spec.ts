// Getting in and out.

import { administrator } from '../server.mjs';
import { alive, expect, test } from '../story';

test.use({ chapter: 'sign_in' });

test.describe('signed out', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('a page asks who is there first, and then shows what was asked for', async ({ page, axe }) => {
    await page.goto('/contacts?search=chan');
    await expect(page).toHaveURL(/\/sign-in/);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await alive(page);
    await axe(page);
    await page.getByLabel('Email').fill(administrator.email);
    await page.getByLabel('Password').fill(administrator.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/contacts\?search=chan$/);
  });

  test('a wrong password is refused in words that do not say which half was wrong', async ({ page, axe }) => {
    const sentence = 'This email and password do not belong together. Check both and try again.';
    for (const email of [administrator.email, 'nobody@example.com']) {
      await page.goto('/sign-in');
      await alive(page);
      await page.getByLabel('Email').fill(email);
      await page.getByLabel('Password').fill('not the password at all');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByText(sentence)).toBeVisible();
      await alive(page);
      // Only the password is to be typed again.
      await expect(page.getByLabel('Email')).toHaveValue(email);
      await expect(page.getByLabel('Password')).toHaveValue('');
      await expect(page.getByLabel('Password')).toBeFocused();
    }
    await axe(page);
  });
});

test.describe('on a slow line', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('what was typed before the wasm came is kept', async ({ page }) => {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    await page.route('**/*.wasm', async (route) => {
      await arrived;
      await route.continue();
    });
    await page.goto('/sign-in', { waitUntil: 'commit' });
    await page.getByLabel('Email').fill(administrator.email);
    await page.getByLabel('Password').fill(administrator.password);
    arrive();
    await alive(page);
    await expect(page.getByLabel('Email')).toHaveValue(administrator.email);
    await expect(page.getByLabel('Password')).toHaveValue(administrator.password);
  });
});

test('signing out ends the session for every copy of its cookie', async ({ browser, server, page }) => {
  const context = await browser.newContext({ baseURL: server.url, storageState: { cookies: [], origins: [] } });
  const other = await context.newPage();
  await other.goto('/sign-in');
  await other.getByLabel('Email').fill(administrator.email);
  await other.getByLabel('Password').fill(administrator.password);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await other.waitForURL('**/contacts');
  await alive(other);
  const stolen = await context.cookies();

  await other.getByRole('button', { name: 'Account and settings' }).click();
  await other.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(other).toHaveURL(/\/sign-in/);

  await context.addCookies(stolen);
  await other.goto('/contacts');
  await expect(other).toHaveURL(/\/sign-in/);
  await context.close();

  // Another session of the same person goes on.
  await page.goto('/contacts');
  await expect(page).toHaveURL(/\/contacts/);
});
