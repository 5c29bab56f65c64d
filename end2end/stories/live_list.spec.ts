// An open list follows what others do, and nothing that somebody has ticked, scrolled to, opened or typed is lost by it.

import type { APIRequestContext, Page } from '@playwright/test';
import { Api } from '../people';
import { alive, expect, test } from '../story';

test.use({ chapter: 'live_list' });

const FIRM = 'Follow and Sons';
const LIST = `/contacts?company=${encodeURIComponent(FIRM)}`;
let next = 0;

const rows = (page: Page) => page.getByRole('table').locator('tbody').getByRole('row');
const row = (page: Page, name: string) => rows(page).filter({ hasText: name });
const area = (page: Page) => page.getByRole('region', { name: 'Contacts', exact: true });
const show = (page: Page, what: string) => page.getByRole('button', { name: `${what} · Show`, exact: true });
const scrolled = (page: Page) => area(page).evaluate((area) => area.scrollTop);

/** Changes a contact as somebody else does. */
async function change(request: APIRequestContext, server: { token: string }, id: string, data: object) {
  const headers = { authorization: `Bearer ${server.token}` };
  const { version } = await (await request.get(`/api/v1/contacts/${id}`, { headers })).json();
  const changed = await request.patch(`/api/v1/contacts/${id}`, { headers: { ...headers, 'if-match': `"${version}"` }, data });
  expect(changed.ok(), await changed.text()).toBe(true);
}

const email = () => `follow${++next}@example.com`;
const withEmail = (address: string) => ({ emails: [{ address }] });

/** A contact of the firm that only this story knows. */
async function person(api: Api, last_name: string): Promise<{ id: string; name: string }> {
  const name = `${last_name} ${String(++next).padStart(4, '0')}`;
  const { id } = await api.post('/contacts', { last_name: name, company: FIRM });
  return { id, name };
}

/** Opens the list, and goes on once it hears what happens: a contact at its head is changed until that is seen. */
async function open(page: Page, request: APIRequestContext, server: { token: string }, head: { id: string; name: string }, list = LIST) {
  await page.goto(list);
  await alive(page);
  await expect(async () => {
    const address = email();
    await change(request, server, head.id, withEmail(address));
    await expect(row(page, head.name)).toContainText(address, { timeout: 5_000 });
  }).toPass();
}

test.beforeEach(async ({ request, server }) => {
  const api = new Api(request, server);
  if ((await api.total(`company=${FIRM}`)) === 0) await api.people(60, FIRM);
});

test('a row shows what was changed elsewhere, and ticks, scrolling, focus and an open menu stay', async ({ page, request, server, axe }) => {
  const head = await person(new Api(request, server), 'Head');
  await open(page, request, server, head);
  await area(page).evaluate((area) => area.scrollTo(0, 12 * 36));
  const seen = area(page).locator('tr[aria-rowindex="20"]');
  const name = (await seen.getByRole('link').first().getAttribute('title')) ?? '';
  const { items } = await new Api(request, server).get(`/contacts?search=${encodeURIComponent(name)}&company=${encodeURIComponent(FIRM)}`);
  const id = items.find((contact: { first_name?: string; last_name: string }) => `${contact.first_name} ${contact.last_name}` === name).id;
  const changed = row(page, name).filter({ has: page.getByRole('link', { name, exact: true }) });
  await changed.getByRole('checkbox').check();
  await changed.getByRole('link', { name, exact: true }).focus();
  const top = await scrolled(page);

  let address = email();
  await change(request, server, id, withEmail(address));
  await expect(changed).toContainText(address);
  await expect(changed.getByRole('checkbox')).toBeChecked();
  await expect(changed.getByRole('link', { name, exact: true })).toBeFocused();
  await expect(page.getByText('1 selected')).toBeVisible();
  expect(await scrolled(page)).toBe(top);

  await changed.getByRole('button', { name: `More (...) for ${name}`, exact: true }).click();
  await expect(page.getByRole('menuitem', { name: 'View Contact' })).toBeFocused();
  address = email();
  await change(request, server, id, withEmail(address));
  await expect(changed).toContainText(address);
  await expect(page.getByRole('menuitem', { name: 'View Contact' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /· Show$/ })).toHaveCount(0);
  expect(await scrolled(page)).toBe(top);
  await axe(page);
});

test('a new contact is announced, stands there after a press, and is counted at once', async ({ page, request, server, axe }) => {
  const api = new Api(request, server);
  const head = await person(api, 'Head');
  await open(page, request, server, head);
  const found = await api.total(`company=${FIRM}`);
  await row(page, head.name).getByRole('checkbox').check();
  const one = await person(api, 'Newcomer');
  await expect(show(page, '1 new')).toBeVisible();
  await expect(page.getByText(`${found + 1} of`)).toBeVisible();
  await expect(row(page, one.name)).toHaveCount(0);
  const other = await person(api, 'Newcomer');
  await expect(show(page, '2 new')).toBeVisible();
  await axe(page);
  await show(page, '2 new').click();
  await expect(rows(page).first()).toContainText(other.name);
  await expect(rows(page).nth(1)).toContainText(one.name);
  await expect(show(page, '2 new')).toHaveCount(0);
  await expect(area(page)).toBeFocused();
  await expect(row(page, head.name).getByRole('checkbox')).toBeChecked();
});

test('a list that nobody is at asks nothing by itself, so that the session can end, and catches up once somebody is back', async ({ page, request, server }) => {
  const head = await person(new Api(request, server), 'Head');
  await page.clock.install();
  await open(page, request, server, head);
  let asked = 0;
  page.on('request', (sent) => {
    if (sent.url().endsWith('/api/contacts/among')) asked += 1;
  });
  await page.clock.fastForward('20:00');
  const heard = page.evaluate(() => new Promise<void>((resolve) => window.addEventListener('live', () => resolve(), { once: true })));
  const address = email();
  await change(request, server, head.id, withEmail(address));
  await heard;
  await page.clock.runFor(1_000);
  expect(asked).toBe(0);
  await page.mouse.move(100, 100);
  await expect(row(page, head.name)).toContainText(address);
});

test('what somebody creates in this list is not announced to them', async ({ page, request, server }) => {
  const head = await person(new Api(request, server), 'Head');
  await open(page, request, server, head, '/contacts');
  await page.getByRole('button', { name: 'Create Contact' }).first().click();
  const window = page.getByRole('dialog', { name: 'Create Contact' });
  const name = `Mine ${++next}`;
  await window.getByLabel('Last Name').fill(name);
  await window.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(row(page, name)).toBeVisible();
  // What is told of it has come by the time that something later is seen.
  const address = email();
  await change(request, server, head.id, withEmail(address));
  await expect(row(page, head.name)).toContainText(address);
  await expect(page.getByRole('button', { name: /· Show$/ })).toHaveCount(0);
});

test('one that was deleted or matches no longer stays where it is and says why, until the list is shown anew', async ({ page, request, server, axe }) => {
  const api = new Api(request, server);
  const [gone, other, head] = [await person(api, 'Gone'), await person(api, 'Elsewhere'), await person(api, 'Head')];
  await open(page, request, server, head);
  await row(page, gone.name).getByRole('checkbox').check();
  await api.delete(`/contacts/${gone.id}`);
  await expect(row(page, gone.name)).toContainText('Deleted');
  await change(request, server, other.id, { company: 'Another firm' });
  await expect(row(page, other.name)).toContainText('No longer in this list');
  await expect(row(page, other.name)).toContainText(FIRM);
  await expect(page.getByText('1 selected')).toBeVisible();
  await axe(page);
  // Its tick can be taken away, and not be put back.
  const tick = row(page, gone.name).getByRole('checkbox');
  await tick.uncheck();
  await expect(tick).toBeDisabled();
  await page.getByRole('checkbox', { name: 'Select all contacts on this page' }).check();
  await expect(tick).not.toBeChecked();

  await person(api, 'Newcomer');
  await show(page, '1 new').click();
  await expect(row(page, gone.name)).toHaveCount(0);
  await expect(row(page, other.name)).toHaveCount(0);
  await expect(row(page, head.name).getByRole('checkbox')).toBeChecked();
});

test('an import is many changes, and whoever types a search types on', async ({ page, request, server, axe }) => {
  const api = new Api(request, server);
  const head = await person(api, 'Head');
  await open(page, request, server, head);
  const search = page.getByRole('searchbox', { name: 'Search contacts' });
  await search.focus();
  await page.keyboard.type('imp');
  await expect(page.getByRole('heading', { name: 'No contact matches “imp”' })).toBeVisible();
  await api.people(300, `${FIRM} imported`);
  await expect(show(page, 'Many changes')).toBeVisible();
  await expect(search).toBeFocused();
  await expect(search).toHaveValue('imp');
  await axe(page);
  await page.keyboard.type('orted');
  await expect(search).toHaveValue('imported');
  await expect(row(page, `${FIRM} imported`).first()).toBeVisible();
});

test('on a small screen it is all there too', async ({ page, request, server, axe }) => {
  const api = new Api(request, server);
  await page.setViewportSize({ width: 360, height: 780 });
  const [gone, head] = [await person(api, 'Gone'), await person(api, 'Head')];
  await open(page, request, server, head);
  await api.delete(`/contacts/${gone.id}`);
  await expect(row(page, gone.name).getByText('Deleted', { exact: true })).toBeVisible();
  const one = await person(api, 'Newcomer');
  await expect(show(page, '1 new')).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await axe(page);
  await show(page, '1 new').click();
  await expect(rows(page).first()).toContainText(one.name);
  await expect(row(page, head.name)).toBeVisible();
});

test('the bin follows too, and waits for a press where somebody selects', async ({ page, request, server, axe }) => {
  const api = new Api(request, server);
  const removed = async () => {
    const { id, name } = await person(api, 'Binned');
    await api.delete(`/contacts/${id}`);
    return name;
  };
  await page.goto('/bin');
  await alive(page);
  let first = '';
  await expect(async () => {
    first = await removed();
    await expect(row(page, first)).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await row(page, first).getByRole('checkbox').check();
  const second = await removed();
  await expect(show(page, 'Changes')).toBeVisible();
  await expect(row(page, second)).toHaveCount(0);
  await axe(page);
  await show(page, 'Changes').click();
  await expect(row(page, second)).toBeVisible();
  await expect(row(page, first).getByRole('checkbox')).toBeChecked();
  await expect(show(page, 'Changes')).toHaveCount(0);
});
