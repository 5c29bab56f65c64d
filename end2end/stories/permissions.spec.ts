// Who may do what: what an Administrator withholds from a role ends at once, is said in words, and can be given back.

import type { Page } from '@playwright/test';
import { alive, expect, fits, pageOf, test } from '../story';

test.use({ chapter: 'permissions' });

const mei = { name: 'Mei Chan', email: 'mei@example.com', password: 'an orange bicycle at noon' };
const why = /^Downloads of contacts are withheld from your role\. An Administrator can give them back/;
const choice = (page: Page, name: string) => page.getByRole('switch', { name });

test('a download that is withheld is refused in words on the open page, and disabled with its reason on the next', async ({ page, browser, request, server, axe }) => {
  const desk = await pageOf(mei, browser, request, server);
  await alive(desk);
  const link = desk.getByRole('link', { name: 'Download', exact: true });
  await expect(link).toBeVisible();

  await page.goto('/settings/permissions');
  await alive(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Permissions' })).toBeVisible();
  const download = choice(page, 'Agent: Download contacts');
  await expect(download).toBeChecked();
  await download.focus();
  await page.keyboard.press('Space');
  await expect(download).not.toBeChecked();
  await expect(page.getByText('Withheld from Agent: Download contacts')).toBeVisible();
  await expect(download).toBeFocused();
  await expect(choice(page, 'Supervisor: Download contacts')).toBeChecked();

  // What stands on the open page is refused by the server.
  await link.click();
  await expect(desk.getByText(why)).toBeVisible();
  await expect(desk).toHaveURL(/\/contacts$/);
  await desk.reload();
  await alive(desk);
  const refused = desk.getByRole('button', { name: 'Download', exact: true });
  await expect(refused).toBeDisabled();
  await expect(refused).toHaveAccessibleDescription(why);
  await refused.focus();
  await desk.keyboard.press('Enter');
  await expect(desk.getByText(why)).toBeVisible();
  await axe(desk);
  // Fields are an Administrator's; the button says so in its place.
  await expect(desk.getByRole('button', { name: 'Manage Custom Field' })).toHaveAccessibleDescription('An Administrator creates, changes and deletes fields.');
  // Importing is another thing.
  await expect(desk.getByRole('banner').getByRole('link', { name: 'Import', exact: true })).toBeVisible();

  await page.reload();
  await alive(page);
  await expect(download).not.toBeChecked();
  await download.click();
  await expect(page.getByText('Given to Agent: Download contacts')).toBeVisible();
  await desk.reload();
  await alive(desk);
  await expect(link).toBeVisible();
  await desk.context().close();
});

test('the page shows what each role, each relation and each scope may, on every screen', async ({ page, axe }) => {
  await page.goto('/settings/permissions');
  await alive(page);
  const roles = page.getByRole('region', { name: 'What each role may do' });
  await expect(roles.getByRole('columnheader')).toHaveText(['What', 'Administrator', 'Supervisor', 'Agent']);
  const row = (name: string) => roles.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) }).getByRole('cell');
  await expect(row('Import files, and undo imports')).toHaveText(['Yes', 'Yes', 'Yes']);
  await expect(row('Erase a person for good')).toHaveText([/Yes/, /No/, /No/]);
  await expect(row('Manage custom fields').getByRole('switch')).toHaveCount(1);
  const enquiries = page.getByRole('region', { name: 'What may be done beside an enquiry' });
  const relation = enquiries.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Administrator' }) });
  await expect(relation.getByRole('cell').first()).toHaveText('View');
  const scopes = page.getByRole('region', { name: 'What each scope of a token allows' });
  await expect(scopes.getByRole('columnheader', { name: 'contacts:export' })).toBeVisible();
  await fits(page, axe);
});

test('the page is read in Chinese too', async ({ page, server, axe }) => {
  await page.context().addCookies([{ name: 'language', value: 'zh-Hant', url: server.url }]);
  await page.goto('/settings/permissions');
  await alive(page);
  await expect(page.getByRole('heading', { level: 1, name: '權限' })).toBeVisible();
  await expect(choice(page, '客服專員：下載聯絡人')).toBeChecked();
  await axe(page);
});

test.describe('whoever is no Administrator', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('is told that this is not theirs', async ({ browser, request, server, axe }) => {
    const desk = await pageOf(mei, browser, request, server);
    await desk.goto('/settings/permissions');
    await expect(desk.getByText('You may not do this. Ask an Administrator for the right.')).toBeVisible();
    await alive(desk);
    await axe(desk);
    await desk.context().close();
  });
});
