// The contacts of the workspace: External ones to find, add, edit, remove, call and text, Internal ones, and how available
// one says to be.

import { Api } from '../people';
import { alive, expect, test } from '../story';

test.use({ chapter: 'workspace' });

// There is no telephone, and Chromium's own question about one would take every click that follows.
test.beforeEach(({ page }) =>
  page.addInitScript(() => addEventListener('click', (event) => (event.target as Element).closest('[href^="tel:"], [href^="sms:"]') && event.preventDefault())));

test('an external contact is added, found, called, texted, edited and removed, one by one', async ({ page, request, server, axe }) => {
  const api = new Api(request, server);
  await api.post('/contacts', { first_name: 'Bo', last_name: 'Ames', company: 'Acme' });
  const { id } = await api.post('/contacts', { first_name: 'Mei', last_name: 'Chan', phones: [{ number: '+85291234567' }] });
  await page.goto('/contacts');
  await alive(page);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Workspace' }).click();
  await expect(page).toHaveURL(/\/workspace\/contacts$/);
  await expect(page.getByRole('navigation', { name: 'Category' }).getByRole('link', { name: 'External' })).toHaveAttribute('aria-current', 'true');
  await expect(page.getByRole('link', { name: 'Bo Ames', exact: true })).toBeVisible();
  await axe(page);

  await page.getByRole('searchbox', { name: 'Search contacts' }).fill('chan');
  await expect(page).toHaveURL(/search=chan$/);
  await expect(page.getByRole('link', { name: 'Bo Ames', exact: true })).toHaveCount(0);
  const recorded = page.waitForResponse(/contacts\/engage/);
  await page.getByRole('link', { name: '+852 9123 4567', exact: true }).click();
  expect((await recorded).status()).toBe(200);
  const texted = page.waitForResponse(/contacts\/engage/);
  await page.getByRole('link', { name: 'Text +852 9123 4567' }).click();
  expect((await texted).status()).toBe(200);
  const { engagements } = await api.get(`/contacts/${id}/activity`);
  expect(engagements.map(({ kind, number, staff }: Record<string, string>) => [kind, number, staff])).toEqual([
    ['sms', '+85291234567', 'ada'],
    ['call', '+85291234567', 'ada'],
  ]);

  await page.getByRole('link', { name: 'Edit Mei Chan' }).click();
  await expect(page.getByLabel('First Name')).toBeFocused();
  await page.goBack();
  await expect(page).toHaveURL(/\/workspace\/contacts\?search=chan$/);
  await page.getByRole('button', { name: 'Create Contact' }).click();
  await page.getByRole('dialog').getByLabel('Last Name').fill('Chang');
  await page.getByRole('dialog').getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Chang', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Remove Mei Chan' }).click();
  await page.getByRole('dialog', { name: /Mei Chan/ }).getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('link', { name: 'Mei Chan', exact: true })).toHaveCount(0);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('pressing Call on a contact shows in its Activity, also while that is open', async ({ page, request, server }) => {
  const { id } = await new Api(request, server).post('/contacts', { last_name: 'Called', phones: [{ number: '+85291230001' }] });
  await page.goto(`/contacts/${id}?tab=activity`);
  await alive(page);
  await expect(page.getByText('No calls or messages yet')).toBeVisible();
  await page.locator('.identity').getByRole('link', { name: '+852 9123 0001', exact: true }).click();
  const column = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Engagement' }) });
  await expect(column.getByRole('listitem')).toHaveText([/Call \+852 9123 0001.*ada/s]);
});

test('colleagues show extension and availability, and the rest when they are opened', async ({ page, request, server, axe }) => {
  await new Api(request, server).post('/staff', {
    name: 'Grace Hopper', email: 'grace@example.com', role: 'supervisor', department: 'Care', extension: '2041', phone: '+85221234567',
    job_title: 'Team lead', time_zone: 'Asia/Kathmandu', availability: 'away',
  });
  await page.goto('/workspace/contacts');
  await alive(page);
  await page.getByRole('link', { name: 'Internal' }).click();
  await expect(page).toHaveURL(/category=internal$/);
  await page.getByRole('searchbox', { name: 'Search colleagues' }).fill('grace');
  await expect(page).toHaveURL(/category=internal&search=grace$/);
  const grace = page.locator('.people').getByRole('listitem');
  await expect(grace).toHaveCount(1);
  await expect(grace).toContainText('Extension 2041');
  await expect(grace).toContainText('Away');
  await grace.locator('summary').press('Enter');
  await expect(grace.locator('dt')).toHaveText(['Phone', 'Email', 'Role', 'Department', 'Job title', 'Time zone', 'Local time']);
  await expect(grace.getByRole('link', { name: 'Text +85221234567' })).toHaveAttribute('href', 'sms:+85221234567');
  // A quarter past or to what it is here: the wall clock of Kathmandu.
  const there = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Kathmandu', weekday: 'short' }).format();
  await expect(grace.locator('.local-time')).toHaveText(new RegExp(`${there}.*\\d\\d:\\d\\d`));
  await axe(page);
  await page.reload();
  await expect(grace).toHaveCount(1);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('one says in the account menu how available one is, and it stays said', async ({ page, axe }) => {
  await page.goto('/contacts');
  await alive(page);
  const menu = page.getByRole('button', { name: 'Account and settings' });
  const choice = (name: string) => page.getByRole('group', { name: 'Availability' }).getByRole('menuitemradio', { name });
  await menu.click();
  await expect(choice('Offline')).toHaveAttribute('aria-checked', 'true');
  await axe(page);
  await choice('Busy').click();
  await expect(page.getByText('You are shown as Busy')).toBeVisible();
  await page.reload();
  await alive(page);
  await menu.click();
  await expect(choice('Busy')).toHaveAttribute('aria-checked', 'true');
  await expect(choice('Offline')).toHaveAttribute('aria-checked', 'false');
  await page.keyboard.press('Escape');
  await page.goto('/workspace/contacts?category=internal&search=ada');
  await expect(page.locator('.people').getByRole('listitem').first()).toContainText('Busy');
});
