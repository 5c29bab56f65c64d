// Deleting, the bin, restoring, and deleting for good.

import { Api } from '../people';
import { signIn, startServer } from '../server.mjs';
import { alive, expect, test } from '../story';

test.use({ chapter: 'bin' });

test('a deleted contact waits in the bin and is restored', async ({ page, server, request, axe }) => {
  const api = new Api(request, server);
  const names = ['Ames', 'Brown', 'Curie', 'Darwin'];
  const before = [await api.total(), (await api.get('/bin')).total];
  for (const last_name of names) await api.post('/contacts', { first_name: 'Bo', last_name });
  await page.goto('/contacts');
  await alive(page);
  await page.getByRole('button', { name: 'More (...) for Bo Ames' }).click();
  await page.getByRole('menuitem', { name: 'Delete Contact' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Ames' })).toHaveCount(0);
  const { items } = await api.get('/contacts?search=bo');
  for (const { id, first_name, last_name } of items) if (first_name === 'Bo') if (last_name !== 'Darwin') await api.delete(`/contacts/${id}`);

  await page.goto('/bin');
  await alive(page);
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  await expect(page.getByText(`${before[1] + 3} in the bin`)).toBeVisible();
  await expect(row('Ames')).toContainText('ada');
  await expect(row('Ames')).toContainText('30');
  await axe(page);

  await page.getByRole('searchbox', { name: 'Search the bin' }).fill('curi');
  await expect(row('Ames')).toHaveCount(0);
  await expect(row('Curie')).toBeVisible();
  await row('Curie').getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('Contact restored')).toBeVisible();
  await expect(page.getByText('Nothing in the bin matches')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search the bin' }).fill('');
  for (const name of ['Ames', 'Brown']) await page.getByRole('checkbox', { name: `Select Bo ${name}` }).check();
  await page.getByRole('button', { name: 'Restore 2' }).click();
  await expect(page.getByText('2 contacts restored')).toBeVisible();
  await expect(page.getByText(`${before[1]} in the bin`)).toBeVisible();
  expect(await api.total()).toBe(before[0] + 4);
});

test('an Administrator deletes for good, after a question that names the contact', async ({ page, server, request, axe }) => {
  const api = new Api(request, server);
  const contact = await api.post('/contacts', { last_name: 'Euler' });
  await api.delete(`/contacts/${contact.id}`);
  // By the navigation: the browser knows who is signed in also on a page that the server did not render.
  await page.goto('/labels');
  await alive(page);
  await page.getByRole('navigation').getByRole('link', { name: 'Bin' }).click();
  await page.setViewportSize({ width: 360, height: 780 });
  await page.getByRole('button', { name: 'Delete Euler for good' }).click();
  const question = page.getByRole('dialog', { name: 'Delete “Euler” for good?' });
  await axe(page);
  await question.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('“Euler” deleted')).toBeVisible();
  expect((await api.get(`/contacts/${contact.id}`)).code).toBe('not_found');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('Undo brings a deleted contact back and leaves whoever presses it where they are', async ({ page, server, request }) => {
  const api = new Api(request, server);
  const remove = async (name: string) => {
    const { id } = await api.post('/contacts', { last_name: name });
    await page.goto(`/contacts/${id}`);
    await alive(page);
    await page.getByRole('button', { name: 'More (...)' }).click();
    await page.getByRole('menuitem', { name: 'Delete Contact' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page).toHaveURL(/\/contacts$/);
    await expect(page.getByText('Contact deleted')).toBeVisible();
  };
  await remove('Fermat');
  await expect(page.getByRole('row').filter({ hasText: 'Fermat' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Fermat' })).toBeVisible();

  await remove('Gauss');
  await page.getByRole('link', { name: 'Labels' }).click();
  await expect(page).toHaveURL(/\/labels$/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Contact restored')).toBeVisible();
  await expect(page).toHaveURL(/\/labels$/);
});

test('for how many days a contact can be restored is what the setting says', async ({ browser }) => {
  const server = await startServer({ BIN_DAYS: '7' });
  try {
    const headers = { authorization: `Bearer ${server.token}` };
    const made = await fetch(`${server.url}/api/v1/contacts`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ last_name: 'Fermi' }),
    });
    expect(made.status).toBe(201);
    const context = await browser.newContext({ baseURL: server.url, storageState: { cookies: [], origins: [] } });
    const page = await context.newPage();
    await signIn(page);
    await alive(page);
    const unsaid = async () => expect(await page.locator('body').innerText()).not.toMatch(/\b30\b/);
    await page.getByRole('button', { name: 'More (...) for Fermi' }).click();
    await page.getByRole('menuitem', { name: 'Delete Contact' }).click();
    const question = page.getByRole('dialog', { name: /Delete/ });
    await expect(question).toContainText('can be restored for 7 days');
    await unsaid();
    await question.getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('Contact deleted')).toBeVisible();
    await unsaid();
    await page.getByRole('navigation').getByRole('link', { name: 'Bin' }).click();
    await expect(page.getByRole('row').filter({ hasText: 'Fermi' }).locator('td.number')).toHaveText('7');
    await unsaid();
    // A page that the server wrote says the same.
    await page.reload();
    await alive(page);
    await expect(page.getByRole('row').filter({ hasText: 'Fermi' }).locator('td.number')).toHaveText('7');
    await context.close();
  } finally {
    await server.stop();
  }
});
