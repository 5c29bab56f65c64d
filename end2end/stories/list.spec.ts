// Finding contacts in the list.

import { signIn } from '../server.mjs';
import { alive, expect, test } from '../story';

test.use({ chapter: 'list' });

const people = [
  'First name,Last name,Mobile,Email,Company',
  'Tai Man,Chan,+85291234567,taiman.chan@example.com,Harbour Trading',
  '大文,陳,+85291234568,,海港貿易',
  'Zoë,Müller,+4915112345678,zoe@example.de,Bäckerei Müller',
  'Ada,Lovelace,,ada@example.co.uk,Analytical Engines',
].join('\n');

test.describe('a list with four contacts', () => {
  test.beforeEach(async ({ page, server, request }) => {
    const authorization = `Bearer ${server.token}`;
    const { total } = await (await request.get('/api/v1/contacts', { headers: { authorization } })).json();
    if (total === 0) {
      const sent = await request.post('/api/v1/imports', { headers: { authorization, 'content-type': 'text/csv' }, data: people });
      expect(sent.status()).toBe(202);
      const { id } = await sent.json();
      await expect
        .poll(async () => (await request.get(`/api/v1/imports/${id}`, { headers: { authorization } })).json())
        .toMatchObject({ status: 'done', records: 4, created: 4, failed: 0 });
    }
    await page.goto('/contacts');
    await alive(page);
  });

  test('can be read before the wasm is there', async ({ browser, server, session }) => {
    const context = await browser.newContext({ baseURL: server.url, storageState: session, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto('/contacts');
    await expect(page.getByRole('row').filter({ hasText: 'Lovelace' })).toBeVisible();
    await context.close();
  });

  test('a button that is pressed before the wasm is there is pressed once it is', async ({ browser, server, session }) => {
    const context = await browser.newContext({ baseURL: server.url, storageState: session, serviceWorkers: 'block' });
    const page = await context.newPage();
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    await page.route('**/*.wasm', async (route) => {
      await arrived;
      await route.continue();
    });
    await page.goto('/contacts', { waitUntil: 'domcontentloaded' });
    await page.getByRole('button', { name: 'Create Contact' }).first().click();
    arrive();
    await expect(page.getByRole('dialog', { name: 'Create Contact' })).toBeVisible();
    await context.close();
  });

  for (const [typed, found] of [
    ['lovel', 'Lovelace'],
    ['muller', 'Müller'],
    ['陳', '陳'],
    ['大文', '陳'],
    ['harbour', 'Chan'],
    ['91234567', 'Chan'],
    ['9123-4567', 'Chan'],
    ['mueller', 'Müller'],
    ['陈', '陳'],
    ['zoe@', 'Müller'],
  ]) {
    test(`finds ${found} by typing ${typed}`, async ({ page }) => {
      const rows = page.getByRole('table').locator('tbody').getByRole('row');
      await expect(rows).toHaveCount(4);
      await page.getByRole('searchbox', { name: 'Search contacts' }).fill(typed);
      await expect(rows).toHaveCount(1);
      await expect(rows).toContainText(found);
      await expect(page.getByText('1 of 4')).toBeVisible();
      await expect(page).toHaveURL(new RegExp(`search=${encodeURIComponent(typed).replaceAll('+', '\\+')}`, 'i'));
      await page.reload();
      await expect(rows).toHaveCount(1);
    });
  }

  test('says that one or two letters find names that begin with them', async ({ page }) => {
    const search = page.getByRole('searchbox', { name: 'Search contacts' });
    await search.fill('lo');
    await expect(page.getByText('1 of 4 · names that begin with lo')).toBeVisible();
    await search.fill('lov');
    await expect(page.getByText('1 of 4', { exact: true })).toBeVisible();
  });

  test('says what to do when nothing matches', async ({ page, axe }) => {
    await page.getByRole('searchbox', { name: 'Search contacts' }).fill('nobody has this name');
    await expect(page.getByText('No contact matches')).toBeVisible();
    await axe(page);
    await page.getByRole('link', { name: 'Clear the search' }).or(page.getByRole('button', { name: 'Clear the search' })).first().click();
    await expect(page.getByRole('table').locator('tbody').getByRole('row')).toHaveCount(4);
    await axe(page);
  });

  test('has the columns of the guide, in their order', async ({ page }) => {
    await expect(page.getByRole('columnheader').first().getByRole('checkbox', { name: 'Select all contacts on this page' })).toBeVisible();
    const headers = await page.getByRole('columnheader').allInnerTexts();
    expect(headers.map((text) => text.trim())).toEqual(['', 'Name', 'Company', 'Type', 'Labels', 'Phone', 'Email', 'Updated', 'More (...)']);
    const row = page.getByRole('row').filter({ hasText: 'Lovelace' });
    await row.getByRole('button', { name: /More \(\.\.\.\)/ }).click();
    await expect(row.getByRole('menuitem')).toHaveText(['View Contact', 'Delete Contact']);
  });

  test('shows all its columns side by side at 1440 px', async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const hidden = await page.getByRole('region', { name: 'Contacts', exact: true }).evaluate((area) => area.scrollWidth - area.clientWidth);
    expect(hidden).toBe(0);
  });

  test('Back leads to the list as it was left, and from a record opened directly to the whole list', async ({ page }) => {
    await page.goto('/contacts?sort=-name&company=a');
    await alive(page);
    const rows = page.getByRole('table').locator('tbody').getByRole('row');
    await page.getByRole('searchbox', { name: 'Search contacts' }).fill('lovel');
    await expect(rows).toHaveCount(1);
    await expect(page).toHaveURL(/search=lovel/);
    const left = page.url();
    const back = page.getByRole('link', { name: 'Back to External Contacts' });
    await rows.getByRole('link', { name: 'Ada Lovelace' }).click();
    await page.getByRole('link', { name: 'Change Log' }).click();
    await expect(page).toHaveURL(/tab=log$/);
    await back.click();
    await expect(page).toHaveURL(left);
    await expect(page.getByRole('searchbox', { name: 'Search contacts' })).toHaveValue('lovel');
    await expect(rows).toHaveCount(1);

    await page.goto(await rows.getByRole('link', { name: 'Ada Lovelace' }).evaluate((link: HTMLAnchorElement) => link.href));
    await alive(page);
    await back.click();
    await expect(page).toHaveURL(/\/contacts$/);
    await expect(rows).toHaveCount(4);
  });

  test('a slow first reply does not overwrite the second', async ({ page }) => {
    let first = true;
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/api/contacts/list', async (route) => {
      if (route.request().postData()?.includes('"search":"lovel"') && first) {
        first = false;
        await held;
      }
      await route.continue().catch(() => {});
    });
    const search = page.getByRole('searchbox', { name: 'Search contacts' });
    const slow = page.waitForRequest((request) => !!request.postData()?.includes('"search":"lovel"'));
    await search.fill('lovel');
    const late = await slow;
    // The page may have given it up.
    const over = Promise.race([
      page.waitForEvent('requestfinished', (request) => request === late),
      page.waitForEvent('requestfailed', (request) => request === late),
    ]);
    await search.fill('harbour');
    const rows = page.getByRole('table').locator('tbody').getByRole('row');
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText('Chan');
    answer();
    await over;
    // What the page makes of it stands in the frame after the next.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await expect(rows).toContainText('Chan');
  });
});

test('an empty database says how to begin', async ({ browser, emptyServer, axe }) => {
  const context = await browser.newContext({ baseURL: emptyServer.url });
  const page = await context.newPage();
  await signIn(page);
  await expect(page.getByRole('heading', { name: 'No contacts yet' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'Import' })).toBeVisible();
  await axe(page);
  await context.close();
});

test.describe('a request that makes no sense', () => {
  test.use({ expected: [/400/] });

  test('is told apart from an empty list', async ({ page, axe }) => {
    await page.goto('/contacts?sort=age');
    await alive(page);
    await expect(page.getByRole('heading', { name: 'The contacts could not be loaded' })).toBeVisible();
    await expect(page.getByText('sort: "age" must be created, name')).toBeVisible();
    await axe(page);
    await page.getByRole('link', { name: 'First page' }).click();
    await expect(page).toHaveURL(/\/contacts$/);
  });
});
