// Finding contacts in the list.

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

  for (const [typed, found] of [
    ['lovel', 'Lovelace'],
    ['muller', 'Müller'],
    ['陳', '陳'],
    ['大文', '陳'],
    ['harbour', 'Chan'],
    ['91234567', 'Chan'],
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

  test('says what to do when nothing matches', async ({ page, axe }) => {
    await page.getByRole('searchbox', { name: 'Search contacts' }).fill('nobody has this name');
    await expect(page.getByText('No contact matches')).toBeVisible();
    await axe(page);
    await page.getByRole('link', { name: 'Clear the search' }).or(page.getByRole('button', { name: 'Clear the search' })).first().click();
    await expect(page.getByRole('table').locator('tbody').getByRole('row')).toHaveCount(4);
    await axe(page);
  });
});
