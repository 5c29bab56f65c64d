// One contact: edit and cancel, locked values, two agents at once, the change log, notes, and text that is only text.

import type { APIRequestContext, Page } from '@playwright/test';
import { sql } from '../server.mjs';
import { alive, expect, test } from '../story';

test.use({ chapter: 'record' });

async function create(request: APIRequestContext, token: string, data: object) {
  const made = await request.post('/api/v1/contacts', { headers: { authorization: `Bearer ${token}` }, data });
  expect(made.status(), await made.text()).toBe(201);
  return made.json();
}

async function read(request: APIRequestContext, token: string, id: string) {
  return (await request.get(`/api/v1/contacts/${id}`, { headers: { authorization: `Bearer ${token}` } })).json();
}

async function open(page: Page, id: string, rest = '') {
  await page.goto(`/contacts/${id}${rest}`);
  await alive(page);
}

const edit = (page: Page) => page.getByRole('button', { name: 'Edit', exact: true }).click();
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click();

test('the profile shows the sections of the guide in its order, and tabs stand in the address', async ({ page, request, server, axe }) => {
  const { id } = await create(request, server.token, { first_name: 'Mei', last_name: 'Chan', company: 'Acme', phones: [{ number: '+85291234567' }], labels: ['VIP'] });
  await open(page, id);
  await expect(page.getByRole('heading', { level: 2 }).filter({ visible: true })).toHaveText([
    'Phone Numbers', 'Personal Information', 'Phone number', 'Email address', 'Other Information', 'Mailing Address', 'Custom field', 'Social Messaging', 'Device Information', 'Labels',
  ]);
  await expect(page.getByRole('link', { name: '+852 9123 4567' }).first()).toHaveAttribute('href', 'tel:+85291234567');
  await expect(page.getByRole('link', { name: 'Text +852 9123 4567' }).first()).toHaveAttribute('href', 'sms:+85291234567');
  await axe(page);
  for (const [tab, key, shown] of [
    ['Activity', 'activity', ['No enquiries yet', 'No calls or messages yet', 'No pages visited yet']],
    ['Change Log', 'log', ['Created']],
    ['Profile', 'profile', ['Phone Numbers']],
  ] as const) {
    await page.getByRole('link', { name: tab, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`tab=${key}$`));
    await expect(page.getByRole('link', { name: tab, exact: true })).toHaveAttribute('aria-current', 'page');
    for (const words of shown) await expect(page.getByText(words, { exact: true }).first()).toBeVisible();
    await axe(page);
  }
});

test('activity stands in three columns, and below each other on a small screen', async ({ page, request, server }) => {
  const { id } = await create(request, server.token, { last_name: 'Active' });
  await open(page, id, '?tab=activity');
  const tops = async () =>
    Promise.all(['Enquiry History', 'Engagement', 'Journey'].map(async (name) => (await page.getByRole('heading', { name }).boundingBox())!.y));
  await expect(page.getByRole('heading', { name: 'Journey' })).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(new Set(await tops()).size).toBe(1);
  await page.setViewportSize({ width: 400, height: 800 });
  const [first, second, third] = await tops();
  expect(first < second && second < third).toBe(true);
});

test('activity is one timeline by toggle, each with its kind, and the address keeps it', async ({ page, request, server, axe }) => {
  const { id } = await create(request, server.token, { last_name: 'Timeline' });
  sql(server, `
    insert into enquiry (id, external_id, contact_id, channel, status, subject, opened_at) values (gen_random_uuid(), 'Q-1', '${id}', 'web_chat', 'open', 'Where is my order', now() - interval '3 hours');
    insert into engagement (id, contact_id, kind, number, actor, at, seconds) values (gen_random_uuid(), '${id}', 'call', '+85291230009', 'Tom', now() - interval '1 hour', 75);
    insert into engagement (id, contact_id, kind, number, actor, at, text) values (gen_random_uuid(), '${id}', 'sms', '+85291230009', 'Tom', now() - interval '4 hours', 'On its way');
    insert into visit (id, contact_id, title, address, at) values (gen_random_uuid(), '${id}', 'Delivery', 'https://example.com/delivery', now() - interval '2 hours')`);
  await open(page, id, '?tab=activity');
  const toggle = page.getByRole('navigation', { name: 'Show activity as' });
  await expect(toggle.getByRole('link', { name: 'Columns' })).toHaveAttribute('aria-current', 'true');
  await toggle.getByRole('link', { name: 'Timeline' }).click();
  await expect(page).toHaveURL(/tab=activity&as=timeline$/);
  const entries = page.getByRole('list').and(page.locator('.timeline')).getByRole('listitem');
  const told = [/Engagement.*Call.*1 hr ago.*1:15/s, /Journey.*Delivery.*2 hr ago/s, /Enquiry.*Where is my order.*Open/s, /Engagement.*SMS.*On its way/s];
  await expect(entries).toHaveText(told);
  for (const entry of await entries.all()) await expect(entry.locator('.kind svg')).toBeVisible();
  await axe(page);
  await page.reload();
  await alive(page);
  await expect(entries).toHaveText(told);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await toggle.getByRole('link', { name: 'Columns' }).click();
  await expect(page).toHaveURL(/tab=activity$/);
  await expect(page.getByRole('heading', { name: 'Enquiry History' })).toBeVisible();
});

test('activity goes on page by page without a gap, and only closed enquiries lead to their transcript', async ({ page, request, server, axe }) => {
  const { id } = await create(request, server.token, { last_name: 'Busy' });
  sql(server, `
    insert into enquiry (id, external_id, contact_id, channel, status, subject, opened_at, closed_at)
      select gen_random_uuid(), 'P-' || status, '${id}', 'web_chat', status, 'About ' || status, now(), case status when 'closed' then now() end
      from unnest(array['open', 'ongoing', 'missed', 'followed_up', 'closed']) as status;
    insert into visit (id, contact_id, title, address, at)
      select gen_random_uuid(), '${id}', 'Page ' || n, 'https://example.com/' || n, now() - n * interval '1 minute' from generate_series(1, 250) as n`);
  await open(page, id, '?tab=activity');
  await expect(page.getByRole('link', { name: 'About closed' })).toHaveAttribute('href', /^\/enquiries\/[0-9a-f-]{36}\/transcript$/);
  await expect(page.getByRole('link', { name: /About (open|ongoing|missed|followed_up)/ })).toHaveCount(0);
  for (const status of ['Open', 'Ongoing', 'Missed', 'Followed-up', 'Closed']) await expect(page.locator('.activity .badge', { hasText: status })).toBeVisible();
  const pages = page.locator('.activity li').filter({ hasText: 'example.com' });
  await expect(pages).toHaveCount(100);
  const more = page.getByRole('button', { name: 'Show older pages' });
  await more.click();
  await expect(pages).toHaveCount(200);
  await more.click();
  await expect(pages).toHaveCount(250);
  await expect(more).toHaveCount(0);
  const titles = Array.from({ length: 250 }, (_, n) => `Page ${n + 1}`);
  expect(await pages.locator('.head').allTextContents()).toEqual(titles);

  await page.getByRole('link', { name: 'Timeline' }).click();
  const entries = page.locator('.timeline > li');
  await expect(entries).toHaveCount(100);
  await page.getByRole('button', { name: 'Show older' }).click();
  await expect(entries).toHaveCount(200);
  await page.getByRole('button', { name: 'Show older' }).click();
  await expect(entries).toHaveCount(255);
  await axe(page);
});

test('Edit, Save and Cancel', async ({ page, request, server, axe }) => {
  const { id } = await create(request, server.token, { first_name: 'Mei', last_name: 'Edited', company: 'Acme' });
  await open(page, id);
  await edit(page);
  await expect(page.getByLabel('First Name')).toBeFocused();
  await page.getByLabel('Company').fill('Somewhere else');
  await axe(page);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByText('Acme').first()).toBeVisible();
  await edit(page);
  await expect(page.getByLabel('Company')).toHaveValue('Acme');
  await page.getByLabel('Company').fill('Acme HK');
  await page.getByLabel('Last Name').fill('');
  await page.getByLabel('City').fill('x'.repeat(256));
  await save(page);
  await expect(page.getByRole('link', { name: 'City: longer than 255 characters' })).toBeVisible();
  await axe(page);
  await page.getByRole('link', { name: 'Last name is required' }).click();
  await page.keyboard.type('Saved');
  await page.getByLabel('City').fill('Hong Kong');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Contact saved')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeVisible();
  expect(await read(request, server.token, id)).toMatchObject({ last_name: 'Saved', company: 'Acme HK', address: { city: 'Hong Kong' }, version: 2 });
});

test('a verified number cannot be changed, and says why', async ({ page, request, server, axe }) => {
  const { id } = await create(request, server.token, {
    last_name: 'Verified', phones: [{ number: '+85291230000' }, { type: 'Work', number: '+85221230000' }], socials: [{ network: 'wechat', id: 'proved' }],
  });
  sql(server, `update contact_phone set verified = true where number = '+85291230000'; update contact_social set verified = true where account = 'proved'`);
  await open(page, id);
  await expect(page.locator('.record .reach').filter({ hasText: '+852 9123 0000' })).toContainText('Verified');
  await edit(page);
  const locked = page.getByLabel('Phone number', { exact: true }).first();
  await expect(locked).toHaveValue('+852 9123 0000');
  await expect(locked).not.toBeEditable();
  await expect(locked).toHaveAccessibleDescription(/Verified by the contact centre/);
  await expect(page.getByLabel('User Name/ID')).not.toBeEditable();
  await expect(page.getByRole('button', { name: /Remove \+852 ?9123 ?0000/ })).toHaveCount(0);
  await axe(page);
  await page.getByLabel('Phone number', { exact: true }).nth(1).fill('+85221230001');
  await save(page);
  await expect(page.getByText('Contact saved')).toBeVisible();
  expect((await read(request, server.token, id)).phones).toEqual([
    { type: 'Mobile', number: '+85291230000', verified: true },
    { type: 'Work', number: '+85221230001', verified: false },
  ]);
});

test('a number shows its country, and choosing another changes its code', async ({ page, request, server }) => {
  const { id } = await create(request, server.token, { last_name: 'Abroad', phones: [{ number: '+2348061237411' }, { number: '+14185873123' }] });
  await open(page, id);
  await edit(page);
  const countries = page.getByLabel('Country/region of the number');
  await expect(countries.first()).toHaveValue('NG');
  // Many countries share +1.
  await expect(countries.nth(1).locator('option:checked')).toHaveText('+1');
  await countries.first().selectOption('HK');
  await expect(page.getByLabel('Phone number', { exact: true }).first()).toHaveValue('+852 806 123 7411');
  await expect(countries.first()).toHaveValue('HK');
});

test('leaving with unsaved changes asks, by a link and by Back', async ({ page, request, server }) => {
  const { id } = await create(request, server.token, { last_name: 'Unsaved' });
  await page.goto('/contacts');
  await alive(page);
  await page.getByRole('link', { name: 'Unsaved' }).click();
  await edit(page);
  await page.getByLabel('Company').fill('Typed');
  const question = page.getByRole('dialog', { name: 'Throw away what you typed?' });
  await page.getByRole('link', { name: 'Imports' }).click();
  await question.getByRole('button', { name: 'Keep typing' }).click();
  await expect(page.getByLabel('Company')).toHaveValue('Typed');
  // Playwright's own step back would wait for a page that never comes.
  await page.evaluate(() => history.back());
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: 'Keep typing' }).click();
  // Another tab of the same contact keeps what is typed.
  await page.getByRole('link', { name: 'Change Log' }).click();
  await page.getByRole('link', { name: 'Profile', exact: true }).click();
  await expect(page.getByLabel('Company')).toHaveValue('Typed');
  await page.getByRole('link', { name: 'Imports' }).click();
  await question.getByRole('button', { name: 'Throw away' }).click();
  await expect(page).toHaveURL(/\/imports$/);
  expect((await read(request, server.token, id)).company).toBeUndefined();
});

test('two people edit one contact: what does not overlap is joined, the rest is chosen field by field', async ({ page, browser, request, server, session, axe }) => {
  const { id } = await create(request, server.token, { last_name: 'Contested', company: 'Acme', labels: ['VIP'] });
  const context = await browser.newContext({ baseURL: server.url, storageState: session });
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await open(tab, id);
    await edit(tab);
  }
  // What others save does not reach this page before it saves itself.
  await page.route('**/api/contacts/get', () => {});
  await other.getByLabel('Company').fill('Acme Theirs');
  await other.getByLabel('Team').fill('Their team');
  await save(other);
  await expect(other.getByText('Contact saved')).toBeVisible();
  await page.getByLabel('Company').fill('Acme Mine');
  await page.getByLabel('Group').fill('My group');
  await save(page);
  await expect(page.getByText('Somebody else saved this contact while you were editing')).toBeVisible();
  const clash = page.getByRole('group', { name: 'Company' });
  await expect(clash).toContainText('You changed Company in another window');
  await expect(clash).toContainText('Yours: Acme Mine');
  await expect(clash).toContainText('Theirs: Acme Theirs');
  await expect(page.getByLabel('Group')).toHaveValue('My group');
  await axe(page);
  // Nothing is saved before it is chosen.
  await page.getByRole('button', { name: 'Save with these choices' }).click();
  expect((await read(request, server.token, id)).company).toBe('Acme Theirs');
  await clash.getByLabel('Yours').check();
  await page.getByRole('button', { name: 'Save with these choices' }).click();
  await expect(page.getByText('Contact saved')).toBeVisible();
  expect(await read(request, server.token, id)).toMatchObject({ company: 'Acme Mine', team: 'Their team', group: 'My group', version: 3 });

  // Without overlap nobody is asked, and is told so.
  await open(other, id);
  await edit(other);
  await edit(page);
  await other.getByLabel('Team').fill('Another team');
  await save(other);
  await expect(other.getByRole('button', { name: 'Edit', exact: true })).toBeVisible();
  await page.getByLabel('Job title').fill('Buyer');
  await save(page);
  await expect(page.getByText('together with what somebody else changed')).toBeVisible();
  expect(await read(request, server.token, id)).toMatchObject({ team: 'Another team', job_title: 'Buyer' });
  await context.close();
});

test('the change log shows five saves and then all, puts a value back and shows the contact as it was', async ({ page, request, server, axe }) => {
  const { id } = await create(request, server.token, { last_name: 'Logged', type: 'Customer' });
  for (let version = 1; version < 7; version++) {
    const headers = { authorization: `Bearer ${server.token}`, 'if-match': `"${version}"` };
    const change = version === 6 ? { type: 'Others' } : { company: `Acme ${version}` };
    expect((await request.patch(`/api/v1/contacts/${id}`, { headers, data: change })).status()).toBe(200);
  }
  await open(page, id, '?tab=log');
  const cards = page.locator('.log > li');
  await expect(cards).toHaveCount(5);
  await expect(cards.first()).toContainText('Customer');
  await expect(cards.first()).toContainText('Other');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(cards).toHaveCount(7);
  await expect(cards.last()).toContainText('Created');
  await axe(page);
  await cards.nth(1).getByRole('button', { name: 'Restore this value of Company' }).click();
  await expect(page.getByText('Value restored').first()).toBeVisible();
  await expect(cards.first()).toContainText('Acme 5');
  expect((await read(request, server.token, id)).company).toBe('Acme 4');
  await cards.nth(3).getByRole('link', { name: 'As it was' }).click();
  await expect(page.getByText('You are looking at this contact as it was')).toBeVisible();
  await expect(page.locator('.record')).toContainText('Acme 4');
  await page.getByRole('link', { name: 'Back to the Change Log' }).click();
  await expect(cards.first()).toBeVisible();
});

test('notes are added and deleted; without any there is no heading', async ({ page, request, server }) => {
  const { id } = await create(request, server.token, { last_name: 'Noted' });
  await open(page, id);
  await expect(page.getByRole('heading', { name: 'Notes' })).toHaveCount(0);
  await page.getByLabel('New note').fill('Called back.\nWants a quote.');
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByRole('heading', { name: 'Notes' })).toBeVisible();
  const note = page.locator('.notes li');
  await expect(note).toContainText('Wants a quote.');
  await expect(note).toContainText('ada');
  await expect(page.getByLabel('New note')).toHaveValue('');
  await note.getByRole('button', { name: 'Delete this note' }).click();
  await expect(page.getByRole('heading', { name: 'Notes' })).toHaveCount(0);
});

test('a note that was added while another tab was opened is not typed any more', async ({ page, request, server }) => {
  const { id } = await create(request, server.token, { last_name: 'Noted in passing' });
  await open(page, id);
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/api/contacts/notes/add', async (route) => {
    await answered;
    await route.continue();
  });
  await page.getByLabel('New note').fill('Called back');
  await page.getByRole('button', { name: 'Add note' }).click();
  await page.getByRole('link', { name: 'Activity', exact: true }).click();
  await expect(page.getByLabel('New note')).toHaveCount(0);
  answer();
  await expect(page.getByText('Note added')).toBeVisible();
  await page.getByRole('link', { name: 'Profile', exact: true }).click();
  await expect(page.locator('.notes li')).toContainText('Called back');
  await expect(page.getByLabel('New note')).toHaveValue('');
});

test('a delete that does not reach the server leads nowhere', async ({ page, request, server, expected }) => {
  expected.push(/net::ERR_FAILED/);
  const { id } = await create(request, server.token, { last_name: 'Staying' });
  await open(page, id);
  await page.route('**/api/contacts/delete', (route) => route.abort());
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete Contact' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('The server is not answering.')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/contacts/${id}$`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Staying');
});

test('awkward text is shown exactly, and no script runs', async ({ page, request, server }) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  for (const text of [
    '</textarea><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    'نمی\u200cدانم',
    '👩‍👩‍👧‍👦 مرحبا 陳大文',
    'javascript:alert(1)',
  ]) {
    const { id } = await create(request, server.token, { first_name: text, last_name: text, company: text, job_title: text, labels: [text], address: { street: text } });
    const headers = { authorization: `Bearer ${server.token}` };
    expect((await request.post(`/api/v1/contacts/${id}/notes`, { headers, data: { text } })).status()).toBe(201);
    await open(page, id);
    await expect(page.locator('.record dd bdi').filter({ hasText: text })).toHaveCount(5);
    for (const place of ['.identity .company bdi', '.notes li .text bdi', '.profile > section .chip bdi']) {
      expect(await page.locator(place).first().textContent()).toBe(text);
    }
    await edit(page);
    for (const field of ['First Name', 'Company', 'Street']) expect(await page.getByLabel(field).inputValue()).toBe(text);
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('link', { name: 'Change Log' }).click();
    await expect(page.locator('.log dd').filter({ hasText: text }).first()).toBeVisible();
  }
  expect(dialogs).toEqual([]);
});
