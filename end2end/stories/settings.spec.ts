// What an Administrator sets for all: keys of programs, the side panel, the rules; how the installation is, and the log of it.

import { claims, sign } from '../host.mjs';
import { Api } from '../people';
import { alive, expect, fits, painted, test } from '../story';

test.use({ chapter: 'settings' });

// What is refused, is refused under its true status.
test.use({ expected: [/status of 422/] });

const PAGES = [
  ['/settings', 'Tokens'],
  ['/settings/panel', 'Side panel'],
  ['/settings/rules', 'Rules'],
  ['/settings/log', 'Security log'],
  ['/settings/health', 'Health'],
] as const;

test('somebody makes a token, a program uses it, and its last use is seen', async ({ page, server, axe }) => {
  await page.goto('/settings');
  await alive(page);
  await expect(page.getByRole('link', { name: 'Tokens' })).toHaveAttribute('aria-current', 'page');
  await page.getByRole('button', { name: 'Create token' }).click();
  const window = page.getByRole('dialog', { name: 'Create token' });
  await expect(window.getByLabel('Name')).toBeFocused();

  // What is missing is said where it is missing.
  await window.getByRole('button', { name: 'Create token' }).click();
  await expect(window.getByLabel('Name')).toHaveAccessibleDescription(/write 1 to 100 characters/);
  await expect(window.getByText(/choose one or more of/)).toBeVisible();
  await axe(page);

  await window.getByLabel('Name').fill('CRM sync');
  await window.getByRole('checkbox', { name: /contacts:read/ }).check();
  await window.getByLabel('Good for').selectOption({ label: '30 days' });
  await window.getByRole('button', { name: 'Create token' }).click();
  const secret = window.getByRole('group', { name: 'The token' });
  await expect(secret).toBeFocused();
  await expect(window.getByText('it is shown this once')).toBeVisible();
  const token = await secret.locator('code').innerText();
  expect(token).toMatch(/^ec_[0-9a-f]{64}$/);
  await axe(page);
  await window.getByRole('button', { name: 'Done' }).click();

  const row = page.getByRole('row').filter({ hasText: 'CRM sync' });
  await expect(row).toContainText('Never');
  const headers = { authorization: `Bearer ${token}` };
  expect((await fetch(`${server.url}/api/v1/contacts`, { headers })).status).toBe(200);
  // It may read, and no more.
  expect((await fetch(`${server.url}/api/v1/staff`, { headers })).status).toBe(403);
  await page.reload();
  await alive(page);
  await expect(row).not.toContainText('Never');
  await expect(page.locator('body')).not.toContainText(token);
  await fits(page, axe);

  await row.getByRole('button', { name: 'Delete CRM sync' }).click();
  const question = page.getByRole('dialog', { name: 'Delete the token “CRM sync”?' });
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await question.getByRole('button', { name: 'Delete token' }).click();
  await expect(row).toHaveCount(0);
  expect((await fetch(`${server.url}/api/v1/contacts`, { headers })).status).toBe(401);
});

test('the secret of the side panel is renewed, and tickets by the old one and by the new one open it', async ({ page, request, server, axe }) => {
  const api = new Api(request, server);
  const headers = { authorization: `Bearer ${server.token}` };
  const data = { event_at: new Date(Date.now() - 60_000).toISOString(), channel: 'web_chat', status: 'ongoing', staff: [claims('E-1').sub] };
  expect((await request.put('/api/v1/enquiries/E-1', { headers, data })).ok()).toBe(true);
  const open = async (secret: string) => {
    const answer = await fetch(`${server.url}/embed/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url, 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ ticket: sign(claims('E-1'), secret) }),
    });
    return answer.status;
  };

  await page.goto('/settings/panel');
  await alive(page);
  await expect(page.getByText('no ticket opens the panel')).toBeVisible();
  await page.getByRole('button', { name: 'Make a secret' }).click();
  const shown = page.getByRole('group', { name: 'Secret' }).locator('code');
  await expect(shown).toHaveText(/^[0-9a-f]{64}$/);
  const first = await shown.innerText();
  expect(await open(first)).toBe(200);

  await page.getByRole('button', { name: 'Renew secret' }).click();
  const question = page.getByRole('dialog', { name: 'Renew the secret?' });
  await axe(page);
  await question.getByRole('button', { name: 'Renew secret' }).click();
  await expect(shown).not.toHaveText(first);
  await expect(page.getByRole('group', { name: 'Secret' })).toBeFocused();
  const second = await shown.innerText();
  await expect(page.getByText(/The secret before it is good until/)).toBeVisible();
  expect([await open(first), await open(second)]).toEqual([200, 200]);

  await page.getByRole('button', { name: 'End the old secret now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End the old secret now' }).click();
  await expect(page.getByText(/The secret before it is good until/)).toHaveCount(0);
  expect([await open(first), await open(second)]).toEqual([401, 200]);

  // By the keyboard: another origin, what is none, and the one that goes again.
  await page.getByLabel(/Another origin/).fill('https://desk.example.com/inbox');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel(/Another origin/)).toHaveAccessibleDescription(/is not an address such as/);
  await page.getByLabel(/Another origin/).fill('https://desk.example.com');
  await page.keyboard.press('Enter');
  const origin = page.getByRole('listitem').filter({ hasText: 'https://desk.example.com' });
  await expect(origin).toBeVisible();
  expect((await api.get('/settings')).embed_origins).toEqual(['https://desk.example.com']);
  await origin.getByRole('button', { name: 'Remove https://desk.example.com' }).press('Enter');
  await expect(origin).toHaveCount(0);

  // The ten lines name this server.
  const lines = page.getByRole('region', { name: 'The lines to copy' });
  await expect(lines).toContainText(`server="${server.url}"`);
  await expect(lines).toContainText(`${server.url}/embed/panel.js`);
  await page.reload();
  await alive(page);
  await expect(page.locator('body')).not.toContainText(second);
  await fits(page, axe);
});

test('the days of the bin are set, hold at once, and stand in the log', async ({ page, request, server, axe }) => {
  const api = new Api(request, server);
  const made = await api.post('/contacts', { last_name: 'Fermi' });
  await api.delete(`/contacts/${made.id}`);
  await page.goto('/settings/rules');
  await alive(page);
  const days = page.getByLabel('Days in the bin');
  await expect(days).toHaveValue('30');
  await days.fill('0');
  await days.press('Enter');
  await expect(days).toHaveAccessibleDescription(/"0" is not a number from 1 to 3650/);
  await expect(days).toBeFocused();
  await days.fill('14');
  await page.getByLabel('Records', { exact: true }).fill('5000');
  await page.getByLabel('Usual country').selectOption('HK');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('It is in force on every server.')).toBeVisible();
  await fits(page, axe);

  await page.goto('/bin');
  await alive(page);
  await expect(page.getByRole('row').filter({ hasText: 'Fermi' }).locator('td.number')).toHaveText('14');
  await page.goto('/contacts/import');
  await alive(page);
  await expect(page.getByText(/5,000 records/)).toBeVisible();

  await page.goto('/settings/log');
  await alive(page);
  await expect(page.getByRole('row').filter({ hasText: 'bin_days: 30 → 14' })).toContainText('Setting changed');
  await page.getByLabel('What happened').selectOption({ label: 'Token created' });
  await expect(page.getByRole('row').filter({ hasText: 'bin_days' })).toHaveCount(0);
  await page.getByLabel('What happened').selectOption({ label: 'Setting changed' });
  await page.getByLabel('Search by name or email').fill('nobody is called so');
  await expect(page.getByText('Nothing is found')).toBeVisible();
  await page.getByLabel('Search by name or email').fill('ada@');
  await expect(page.getByRole('row').filter({ hasText: 'file_records' })).toContainText('1000000 → 5000');
  await fits(page, axe);
  await request.patch('/api/v1/settings', { headers: { authorization: `Bearer ${server.token}` }, data: { bin_days: 30, file_records: 1_000_000 } });
});

test('each page of settings is reached from the others, is well on a small screen, and is Chinese where its reader is', async ({ page, server, axe }) => {
  await page.goto('/settings');
  await alive(page);
  for (const [address, name] of PAGES) {
    const link = page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name });
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`${address}$`));
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(link).toHaveAttribute('aria-current', 'page');
  }
  await expect(page.getByText('All made')).toBeVisible();
  await fits(page, axe);
  await page.context().addCookies([{ name: 'language', value: 'zh-Hant', url: server.url }]);
  for (const [address] of PAGES) {
    await page.goto(address);
    await alive(page);
    await painted(page);
    await expect(page.getByRole('navigation', { name: '設定' })).toBeVisible();
    await axe(page);
  }
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('運作狀況');
});
