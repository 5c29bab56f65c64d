// The page of one contact follows what others do to it: what they save is shown in its place with who they are, and nothing
// that is typed, opened or scrolled to is lost.

import type { Page } from '@playwright/test';
import { Api } from '../people';
import { administrator } from '../server.mjs';
import { alive, expect, pageOf, test } from '../story';

test.use({ chapter: 'live_record' });

const mei = { name: 'Mei Chan', email: 'mei.chan@example.com', password: 'a few long words here' };

async function open(page: Page, id: string, rest = '') {
  await page.goto(`/contacts/${id}${rest}`);
  await alive(page);
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

/** Saves these fields as an agent does. */
async function change(page: Page, id: string, fields: Record<string, string>) {
  await open(page, id);
  await button(page, 'Edit').click();
  for (const [name, text] of Object.entries(fields)) await field(page, name).fill(text);
  await button(page, 'Save').click();
  await expect(page.getByText('Contact saved')).toBeVisible();
}

/** What is said of what others changed. */
const said = (page: Page) => page.getByRole('status').filter({ hasText: /Changed by/ });

test('what somebody else saves is shown in its place, with who it was, and the note that is typed stays', async ({ page, browser, request, server, axe }) => {
  const { id } = await new Api(request, server).post('/contacts', { first_name: 'Tai Man', last_name: 'Followed', company: 'Acme', phones: [{ number: '+85291234567' }] });
  const other = await pageOf(mei, browser, request, server);
  await open(page, id);
  await page.getByLabel('New note').click();
  await page.keyboard.type('Half a');
  await change(other, id, { Company: 'Acme HK', 'Job title': 'Buyer' });
  await expect(page.locator('.identity')).toContainText('Acme HK');
  await expect(page.locator('.profile')).toContainText('Buyer');
  await expect(said(page)).toContainText(/Changed by Mei Chan at \d\d:\d\d: Company, Job title/);
  await expect(page.getByLabel('New note')).toBeFocused();
  await page.keyboard.type(' note');
  await expect(page.getByLabel('New note')).toHaveValue('Half a note');
  await axe(page);

  // It is put away by the keyboard, and what comes next is said anew.
  await said(page).getByRole('button', { name: 'Close' }).press('Enter');
  await expect(said(page)).toHaveCount(0);
  await button(page, 'More (...)').click();
  await expect(page.getByRole('menuitem', { name: 'Delete Contact' })).toBeVisible();
  await change(other, id, { Team: 'North' });
  await expect(said(page)).toContainText(/Changed by Mei Chan at \d\d:\d\d: Team/);
  await expect(page.getByRole('menuitem', { name: 'Delete Contact' })).toBeVisible();
  await page.keyboard.press('Escape');

  // Her note stands among the others; whoever then saves has seen all of it.
  await other.getByLabel('New note').fill('Prefers tea');
  await button(other, 'Add note').click();
  await expect(page.locator('.notes li')).toContainText('Prefers tea');
  await expect(said(page)).toContainText('Team, Note');
  await expect(page.getByLabel('New note')).toHaveValue('Half a note');
  await button(page, 'Edit').click();
  await expect(field(page, 'Team')).toHaveValue('North');
  await field(page, 'Group').fill('Retail');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Contact saved')).toBeVisible();
  await expect(said(page)).toHaveCount(0);
  await other.context().close();
});

test('who reads further down stays there, and sees who changed what, also on a small screen', async ({ page, browser, request, server, axe }) => {
  const { id } = await new Api(request, server).post('/contacts', { last_name: 'Scrolled', company: 'Acme' });
  const other = await pageOf(mei, browser, request, server);
  await page.setViewportSize({ width: 1000, height: 520 });
  await open(page, id);
  const record = page.locator('.record');
  await record.evaluate((record) => record.scrollTo(0, 200));
  await change(other, id, { Company: 'Bolt' });
  await expect(said(page)).toBeInViewport();
  expect(await record.evaluate((record) => record.scrollTop)).toBe(200);

  await page.setViewportSize({ width: 360, height: 780 });
  await change(other, id, { Company: 'A company whose name is longer than the screen is wide', Team: 'North' });
  await expect(said(page)).toContainText('Team');
  await expect(said(page)).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await axe(page);
  await other.context().close();
});

test('while one edits, what another saves comes into the form, and saving keeps both', async ({ page, browser, request, server, axe }) => {
  const api = new Api(request, server);
  const { id } = await api.post('/contacts', { last_name: 'Both', company: 'Acme' });
  const other = await pageOf(mei, browser, request, server);
  await open(page, id);
  await button(page, 'Edit').click();
  await field(page, 'Group').click();
  await page.keyboard.type('My gr');
  await change(other, id, { Team: 'Their team' });
  await expect(field(page, 'Team')).toHaveValue('Their team');
  await expect(said(page)).toContainText(/Changed by Mei Chan at \d\d:\d\d: Team/);
  await expect(field(page, 'Group')).toBeFocused();
  await page.keyboard.type('oup');
  await axe(page);
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Contact saved', { exact: true })).toBeVisible();
  expect(await api.get(`/contacts/${id}`)).toMatchObject({ company: 'Acme', team: 'Their team', group: 'My group', version: 3 });
  await other.context().close();
});

test('where both change one field, it is said at once who did, and one decides by the keyboard alone', async ({ page, browser, request, server, axe }) => {
  const api = new Api(request, server);
  const { id } = await api.post('/contacts', { last_name: 'Contested', company: 'Acme' });
  const other = await pageOf(mei, browser, request, server);
  await open(page, id);
  await button(page, 'Edit').click();
  await field(page, 'Group').fill('My group');
  await field(page, 'Company').fill('Acme Mine');
  await change(other, id, { Company: 'Acme Theirs', Team: 'Their team' });
  await expect(field(page, 'Company')).toHaveAccessibleDescription(/Mei Chan changed this to “Acme Theirs” at \d\d:\d\d/);
  await expect(field(page, 'Company')).toHaveValue('Acme Mine');
  await expect(field(page, 'Company')).toBeFocused();
  await expect(field(page, 'Team')).toHaveValue('Their team');
  await expect(said(page)).toContainText(/at \d\d:\d\d: Team/);
  const clash = page.getByRole('group', { name: 'Company' });
  await expect(clash).toContainText('Mei Chan changed Company');
  await axe(page);

  // Nothing is saved before it is decided.
  await page.keyboard.press('Control+s');
  await expect(page.locator('#rival')).toBeFocused();
  expect(await api.get(`/contacts/${id}`)).toMatchObject({ company: 'Acme Theirs', version: 2 });
  await page.keyboard.press('Tab');
  await expect(clash.getByRole('radio', { name: 'Yours: Acme Mine' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(clash.getByRole('radio', { name: 'Theirs: Acme Theirs' })).toBeChecked();
  await expect(field(page, 'Company')).not.toHaveAccessibleDescription(/Mei Chan/);

  // What was chosen from is another by now: it is to be chosen again.
  await change(other, id, { Company: 'Acme Later' });
  await expect(clash).toContainText('Theirs: Acme Later');
  await expect(clash.getByRole('radio', { name: 'Theirs: Acme Later' })).not.toBeChecked();
  await clash.getByRole('radio', { name: 'Yours: Acme Mine' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Contact saved', { exact: true })).toBeVisible();
  expect(await api.get(`/contacts/${id}`)).toMatchObject({ company: 'Acme Mine', team: 'Their team', group: 'My group', version: 4 });
  await other.context().close();
});

test('a contact that is deleted under an open form leaves the text there, says who did it, and comes back', async ({ page, browser, request, server, axe }) => {
  const api = new Api(request, server);
  const { id } = await api.post('/contacts', { last_name: 'Deleted', company: 'Acme' });
  const other = await pageOf(mei, browser, request, server);
  await open(page, id);
  await button(page, 'Edit').click();
  await field(page, 'Company').fill('Typed');
  await open(other, id);
  await button(other, 'More (...)').click();
  await other.getByRole('menuitem', { name: 'Delete Contact' }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  const departed = page.getByRole('status').filter({ hasText: /Mei Chan deleted this contact at \d\d:\d\d/ });
  await expect(departed).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/contacts/${id}$`));
  await expect(field(page, 'Company')).toHaveValue('Typed');
  await expect(button(page, 'Save')).toBeDisabled();
  await axe(page);
  await page.keyboard.press('Control+s');
  await expect(page.locator('#departed')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Contact restored')).toBeVisible();
  await expect(departed).toHaveCount(0);
  await expect(field(page, 'Company')).toHaveValue('Typed');
  await button(page, 'Save').click();
  await expect(page.getByText('Contact saved')).toBeVisible();
  expect(await api.get(`/contacts/${id}`)).toMatchObject({ company: 'Typed' });
  await other.context().close();
});

test('a contact that is merged away under an open form leaves the text there and leads to its master', async ({ page, browser, request, server }) => {
  const api = new Api(request, server);
  const { id } = await api.post('/contacts', { last_name: 'Mergedaway' });
  const master = await api.post('/contacts', { last_name: 'Mastercontact' });
  const other = await pageOf(mei, browser, request, server);
  await open(page, id);
  await button(page, 'Edit').click();
  await field(page, 'Company').fill('Typed');
  await open(other, master.id, `?merge=${id}`);
  await button(other, 'Merge Contact').click();
  await expect(other.getByText('Merge Contact successfully', { exact: true })).toBeVisible();
  const departed = page.getByRole('status').filter({ hasText: /Mei Chan merged this contact into another one at \d\d:\d\d/ });
  await expect(departed.getByRole('link', { name: 'Open the other contact' })).toHaveAttribute('href', `/contacts/${master.id}`);
  await expect(page).toHaveURL(new RegExp(`/contacts/${id}$`));
  await expect(field(page, 'Company')).toHaveValue('Typed');
  await expect(button(page, 'Save')).toBeDisabled();
  await other.context().close();
});

test('what one saves oneself is said in one’s other window only', async ({ page, request, server }) => {
  const { id } = await new Api(request, server).post('/contacts', { last_name: 'Windows', company: 'Acme' });
  await open(page, id);
  const second = await page.context().newPage();
  await change(second, id, { Company: 'Bolt' });
  await expect(said(page)).toContainText(/Changed by you in another window at \d\d:\d\d: Company/);
  await expect(page.locator('.identity')).toContainText('Bolt');
  await second.getByLabel('New note').fill('Mine');
  await button(second, 'Add note').click();
  await expect(page.locator('.notes li')).toContainText('Mine');
  await expect(second.locator('.notes li')).toHaveCount(1);
  await expect(said(second)).toHaveCount(0);
  await second.close();
});

test('new rows of the Change Log and of the Activity are offered, and come when they are asked for', async ({ page, browser, request, server, axe }) => {
  const { id } = await new Api(request, server).post('/contacts', { last_name: 'Offered', company: 'Acme' });
  const other = await pageOf(mei, browser, request, server);
  await open(page, id, '?tab=log');
  await expect(page.locator('.log > li')).toHaveCount(1);
  await change(other, id, { Company: 'Bolt' });
  const changes = page.getByRole('status').filter({ hasText: 'New changes' });
  await expect(changes).toBeVisible();
  await expect(page.locator('.log > li')).toHaveCount(1);
  await axe(page);
  await changes.getByRole('button', { name: 'Show' }).press('Enter');
  await expect(page.locator('.log > li')).toHaveCount(2);
  await expect(page.locator('.log > li').first()).toContainText('Bolt');
  await expect(changes).toHaveCount(0);
  // A value that this page puts back is no news to it.
  await page.locator('.log > li').first().getByRole('button', { name: 'Restore this value of Company' }).click();
  await expect(page.locator('.log > li')).toHaveCount(3);
  await expect(changes).toHaveCount(0);

  await open(page, id, '?tab=activity');
  await expect(page.getByText('No pages visited yet')).toBeVisible();
  const visit = { external_id: 'LR-1', at: '2026-11-01T08:00:00Z', title: 'Delivery', address: 'https://example.com/delivery', contact: id };
  const told = await request.post('/api/v1/visits', { headers: { authorization: `Bearer ${server.token}` }, data: visit });
  expect(told.ok(), await told.text()).toBe(true);
  await change(other, id, { Company: 'Crane' });
  const activity = page.getByRole('status').filter({ hasText: 'New activity' });
  await expect(activity).toBeVisible();
  await expect(page.getByText('Delivery')).toHaveCount(0);
  await axe(page);
  await activity.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByText('Delivery', { exact: true })).toBeVisible();
  await expect(activity).toHaveCount(0);
  await other.context().close();
});

test('what is saved while a contact is still being read is shown as soon as it is there', async ({ page, request, server }) => {
  const { id } = await new Api(request, server).post('/contacts', { last_name: 'Readmeanwhile', company: 'Acme' });
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    addEventListener('live', (event) => heard.push((event as CustomEvent<string>).detail));
  });
  await page.goto('/contacts?search=Readmeanwhile');
  await alive(page);
  // The contact itself has come, and its notes are still on their way.
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/api/contacts/notes', async (route) => {
    await held;
    await route.continue();
  });
  const read = page.waitForResponse('**/api/contacts/get');
  await page.getByRole('link', { name: 'Readmeanwhile' }).first().click();
  await read;
  const changed = await request.patch(`/api/v1/contacts/${id}`, {
    headers: { authorization: `Bearer ${server.token}`, 'if-match': '"1"' },
    data: { company: 'Bolt' },
  });
  expect(changed.ok(), await changed.text()).toBe(true);
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.join('\n'));
  await expect.poll(heard).toContain(`"id":"${id}","version":2`);
  answer();
  await expect(page.locator('.identity')).toContainText('Bolt');
});

test.describe('a server that has too much to do', () => {
  test.use({ expected: [/503/] });

  test('is asked once more what was saved', async ({ page, request, server }) => {
    const { id } = await new Api(request, server).post('/contacts', { last_name: 'Askedagain', company: 'Acme' });
    await open(page, id);
    let asked = 0;
    await page.route('**/api/contacts/get', (route) => {
      asked += 1;
      return asked > 1 ? route.continue() : route.fulfill({ status: 503, json: { Unavailable: { id: 'story' } } });
    });
    const changed = await request.patch(`/api/v1/contacts/${id}`, {
      headers: { authorization: `Bearer ${server.token}`, 'if-match': '"1"' },
      data: { company: 'Bolt' },
    });
    expect(changed.ok(), await changed.text()).toBe(true);
    await expect(page.locator('.identity')).toContainText('Bolt', { timeout: 20_000 });
    expect(asked).toBe(2);
  });
});

test('the contact beside a conversation follows what is saved on its own page', async ({ page, browser, request, server, axe }) => {
  const api = new Api(request, server);
  const phone = '+85298765001';
  const contact = await api.post('/contacts', { last_name: 'Beside', company: 'Acme', phones: [{ number: phone }] });
  const told = await request.put('/api/v1/enquiries/LR-1', {
    headers: { authorization: `Bearer ${server.token}` },
    data: { event_at: '2026-11-01T08:00:00Z', channel: 'phone_call', status: 'ongoing', subject: 'About it', staff: [administrator.email], visitor: { phone } },
  });
  expect(told.ok(), await told.text()).toBe(true);
  const { id } = await told.json();
  const other = await pageOf(mei, browser, request, server);
  await page.goto(`/enquiries/${id}`);
  await alive(page);
  const beside = page.getByRole('region', { name: 'Contact', exact: true });
  await beside.getByLabel('New note').fill('Half a note');
  await change(other, contact.id, { Company: 'Acme HK' });
  await expect(beside.locator('.profile')).toContainText('Acme HK');
  await expect(said(page)).toContainText(/Changed by Mei Chan at \d\d:\d\d: Company/);
  await expect(beside.getByLabel('New note')).toHaveValue('Half a note');
  await button(page, 'Edit').click();
  await field(page, 'Group').fill('My group');
  await change(other, contact.id, { Team: 'Their team' });
  await expect(field(page, 'Team')).toHaveValue('Their team');
  await axe(page);
  await button(page, 'Save').click();
  await expect(page.getByText('Contact saved', { exact: true })).toBeVisible();
  expect(await api.get(`/contacts/${contact.id}`)).toMatchObject({ company: 'Acme HK', team: 'Their team', group: 'My group' });
  await other.context().close();
});
