// Changing many contacts at once, and taking it back.

import { Api } from '../people';
import { administrator, sql } from '../server.mjs';
import { alive, expect, painted, test } from '../story';

test.use({ chapter: 'bulk' });

const FIRST = 'Sixty of Them';

test.describe('a list with thousands of contacts', () => {
  test.beforeEach(async ({ page, server, request }) => {
    const api = new Api(request, server);
    if ((await api.total(`company=${FIRST}`)) === 0) {
      await api.people(4_940, 'Bulk and Sons');
      await api.people(60, FIRST);
    }
    await page.goto(`/contacts?company=${encodeURIComponent(FIRST)}&limit=100`);
    await alive(page);
  });

  test('60 of 5,000 are labelled at once, and it is undone', async ({ page, server, request, axe }) => {
    const api = new Api(request, server);
    await expect(page.locator('tbody').getByRole('row').first()).toBeVisible();
    await page.getByRole('checkbox', { name: 'Select all contacts on this page' }).check();
    await expect(page.getByText('60 selected')).toBeVisible();
    await axe(page);
    await page.getByRole('button', { name: 'Label', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Change 60 contacts' });
    await dialog.getByLabel('Contact Label').fill('Spring sale');
    await page.keyboard.press('Enter');
    await axe(page);
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect(page.getByText('Contacts changed: 60.')).toBeVisible();
    await expect(page.locator('tbody').getByText('Spring sale').first()).toBeVisible();
    expect(await api.total('label=Spring+sale')).toBe(60);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('Contacts put back: 60.')).toBeVisible();
    await expect(page.locator('tbody').getByText('Spring sale')).toHaveCount(0);
    expect(await api.total('label=Spring+sale')).toBe(0);
    expect(await api.total(`company=${FIRST}`)).toBe(60);
  });

  test('3 of 60 are deleted only once their number is typed, and come back', async ({ page, server, request, axe }) => {
    const api = new Api(request, server);
    const ticks = page.locator('tbody').getByRole('checkbox');
    for (const at of [0, 1, 2]) await ticks.nth(at).check();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete 3 contacts?' });
    const typed = dialog.getByLabel('Type 3 to delete them');
    await axe(page);
    await typed.fill('2');
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(typed).toHaveAccessibleDescription(/“2” is not their number, so nothing is deleted: type 3/);
    expect(await api.total(`company=${FIRST}`)).toBe(60);
    await typed.fill('3');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Contacts deleted: 3.')).toBeVisible();
    expect(await api.total(`company=${FIRST}`)).toBe(57);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('Contacts put back: 3.')).toBeVisible();
    expect(await api.total(`company=${FIRST}`)).toBe(60);
  });

  test('all that are found get a Type in the background, and it is told how far it is', async ({ page, server, request }) => {
    const api = new Api(request, server);
    await page.goto('/contacts?company=bulk+and');
    await alive(page);
    const all = page.getByRole('checkbox', { name: 'Select all contacts on this page' });
    await all.check();
    // What comes by scrolling takes neither the tick nor the offer away.
    await page.getByRole('link', { name: 'Ada Number 4939' }).hover();
    await page.mouse.wheel(0, 5_000);
    await expect(page.getByRole('link', { name: 'Ada Number 4800' })).toBeVisible();
    await expect(all).toBeChecked();
    await page.getByRole('button', { name: /all 4,940/ }).click();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Set Type' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change 4,940 contacts' });
    await dialog.getByLabel('Type').selectOption({ label: 'Customer' });
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect(page.getByRole('progressbar')).toBeVisible();
    await expect(page.getByText('Contacts changed: 4,940.')).toBeVisible({ timeout: 60_000 });
    expect(await api.total('type=Customer&company=bulk')).toBe(4_940);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('Contacts put back: 4,940.')).toBeVisible({ timeout: 60_000 });
    expect(await api.total('type=Customer&company=bulk')).toBe(0);
  });

  test('an action goes on being told about after a reload, and its end is told whenever one comes back', async ({ page, server, request }) => {
    const api = new Api(request, server);
    // Each chunk takes its time, so that there is something to come back to.
    sql(server, `create function slowly() returns trigger language plpgsql as 'begin perform pg_sleep(1.5); return new; end';
      create trigger slowly before update of position, undo_position on bulk for each row execute function slowly()`);
    const label = async () => {
      await page.goto('/contacts?company=bulk+and');
      await alive(page);
      await page.getByRole('checkbox', { name: 'Select all contacts on this page' }).check();
      await page.getByRole('button', { name: /all 4,940/ }).click();
      await page.getByRole('button', { name: 'Label', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Change 4,940 contacts' });
      await dialog.getByLabel('Contact Label').fill('Reloaded');
      await page.keyboard.press('Enter');
      await dialog.getByRole('button', { name: 'Apply' }).click();
    };
    const progress = page.getByRole('region', { name: 'Bulk action' });
    const told = page.getByText('Contacts changed: 4,940.');
    await label();
    await expect(progress).toBeVisible();
    await page.reload();
    await expect(progress).toContainText('of 4,940');
    await expect(told).toBeVisible({ timeout: 60_000 });
    await expect(progress).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(progress).toContainText('Putting contacts back');
    await page.reload();
    await expect(progress).toContainText('Putting contacts back');
    await expect(page.getByText('Contacts put back: 4,940.')).toBeVisible({ timeout: 60_000 });
    expect(await api.total('label=Reloaded')).toBe(0);

    // It ends while the page is away, where nothing is left of the list: then it is told on coming back, and only once.
    await label();
    await expect(progress).toBeVisible();
    await page.goto('/imports');
    await expect.poll(() => api.total('label=Reloaded'), { timeout: 60_000 }).toBe(4_940);
    sql(server, 'drop trigger slowly on bulk; drop function slowly');
    await page.goto('/contacts?search=nobody+is+called+that');
    await expect(told).toBeVisible({ timeout: 60_000 });
    const looked = page.waitForResponse('**/api/contacts/bulk/under_way');
    await page.reload();
    await alive(page);
    await looked;
    await painted(page);
    await expect(told).toHaveCount(0);
    await expect(progress).toHaveCount(0);
  });

  test('the ticked ones alone are exported', async ({ page }) => {
    const ticks = page.locator('tbody').getByRole('checkbox');
    for (const at of [0, 1]) await ticks.nth(at).check();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('Contact.csv');
    const stream = await download.createReadStream();
    let text = '';
    for await (const chunk of stream) text += chunk;
    expect(text.trim().split('\n')).toHaveLength(3);
  });

  test('works with the keyboard alone on a small screen', async ({ page, server, request }) => {
    const api = new Api(request, server);
    await page.setViewportSize({ width: 360, height: 780 });
    await page.locator('tbody').getByRole('checkbox').first().focus();
    await page.keyboard.press('Space');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    await page.getByRole('button', { name: 'Edit', exact: true }).focus();
    await page.keyboard.press('Enter');
    // The keys are for the menu once its first item has the focus.
    await expect(page.getByRole('menuitem', { name: 'Set Type' })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Change 1 contact', exact: true });
    await dialog.getByLabel('Team').focus();
    await page.keyboard.type('Night shift');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Contacts changed: 1.')).toBeVisible();
    expect(await api.total('team=Night+shift')).toBe(1);
  });

  // The last one: it ends everybody's session.
  test('an export that is refused says why, and the page stays as it is', async ({ page, server, expected }) => {
    expected.push(/status of 4(01|09)/);
    const ticks = page.locator('tbody').getByRole('checkbox');
    for (const at of [0, 1]) await ticks.nth(at).check();
    const steps = await page.evaluate(() => history.length);
    const button = page.getByRole('button', { name: 'Export' });
    const busy = 'You are already downloading contacts. Wait for it to finish, or stop it.';
    await page.route('**/contacts/export', (route) =>
      route.fulfill({ status: 409, contentType: 'text/plain', body: JSON.stringify({ Conflict: busy }) }),
    );
    for (const _ of ['once', 'again']) {
      await Promise.all([page.waitForResponse('**/contacts/export'), button.click()]);
      await expect(page.getByText(busy)).toBeVisible();
    }
    await page.unroute('**/contacts/export');
    await expect(page.getByText('2 selected')).toBeVisible();
    expect(await page.evaluate(() => history.length)).toBe(steps);
    // By the server itself. Whoever signs in again with nothing half-done finds the page loaded anew.
    sql(server, 'delete from session');
    await button.click();
    const again = page.getByRole('dialog', { name: 'Your session has ended' });
    await again.getByLabel('Password').fill(administrator.password);
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    await alive(page);
    for (const at of [0, 1]) await ticks.nth(at).check();
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    expect(download.suggestedFilename()).toBe('Contact.csv');
  });
});
