// The room of an enquiry: the contact beside the conversation, what may be done there and why not, a visitor who is nobody's
// contact, a look as somebody else, and quick ways from room to room.

import type { APIRequestContext, Page } from '@playwright/test';
import { Api } from '../people';
import { administrator, signIn } from '../server.mjs';
import { alive, expect, painted, test } from '../story';

test.use({ chapter: 'room' });

const me = administrator.email;
let next = 0;

/** A number that nobody else has. */
const number = () => `+8529${String(1_000_000 + ++next).slice(-7)}`;

/** Reports an enquiry as the contact centre does; each report is newer than the one before. */
async function report(request: APIRequestContext, token: string, id: string, fields: object) {
  const event_at = new Date(Date.UTC(2026, 10, 1) + ++next * 1000).toISOString();
  const headers = { authorization: `Bearer ${token}` };
  const told = await request.put(`/api/v1/enquiries/${id}`, { headers, data: { event_at, ...fields } });
  expect(told.ok(), await told.text()).toBe(true);
  return told.json();
}

/** A call of a new contact; those named are in its room. */
async function call(request: APIRequestContext, server: { token: string }, id: string, status: string, person: object = {}, staff = [me]) {
  const phone = number();
  const contact = await new Api(request, server).post('/contacts', { last_name: id, company: 'Acme', phones: [{ number: phone }], ...person });
  const enquiry = await report(request, server.token, id, { channel: 'phone_call', status, subject: `About ${id}`, staff, visitor: { phone } });
  return { contact, enquiry };
}

async function open(page: Page, id: string, rest = '') {
  await page.goto(`/enquiries/${id}${rest}`);
  await alive(page);
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const beside = (page: Page) => page.getByRole('region', { name: 'Contact', exact: true });

test('who is in the room edits the contact beside the conversation, and the list shows it', async ({ page, request, server, axe }) => {
  const { contact, enquiry } = await call(request, server, 'R-1', 'ongoing', { first_name: 'Mei' });
  await open(page, enquiry.id);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mei R-1');
  await expect(page.getByRole('region', { name: 'Conversation' })).toContainText('About R-1');
  await axe(page);
  await button(page, 'Edit').click();
  await page.getByLabel('Company').fill('Acme in the room');
  await axe(page);
  await button(page, 'Save').click();
  await expect(page.getByText('Contact saved')).toBeVisible();
  await expect(beside(page)).toContainText('Acme in the room');
  await page.getByLabel('New note').fill('Likes tea');
  await button(page, 'Add note').click();
  await expect(beside(page).getByRole('heading', { name: 'Notes' })).toBeVisible();
  await page.goto('/contacts?search=Mei R-1');
  await expect(page.getByRole('table')).toContainText('Acme in the room');
  const log = await new Api(request, server).get(`/contacts/${contact.id}/changes`);
  expect(log.items.map(({ source }: { source: string }) => source).slice(0, 2)).toEqual(['panel', 'panel']);
});

test('the contact stands in four sections, which stand in the address', async ({ page, request, server, axe }) => {
  const { contact, enquiry } = await call(request, server, 'R-2', 'ongoing');
  await report(request, server.token, 'R-2', { visitor: { device: { os: 'iOS', browser: 'Safari' } } });
  await request.post('/api/v1/visits', {
    headers: { authorization: `Bearer ${server.token}` },
    data: { external_id: 'V-2', at: '2026-11-01T08:00:00Z', title: 'Delivery', address: 'https://example.com/delivery', contact: contact.id },
  });
  await open(page, enquiry.id);
  const sections = page.getByRole('navigation', { name: 'Sections of the contact' });
  for (const [name, key, told] of [['Activity', 'activity', 'No other enquiries'], ['Journey', 'journey', 'Delivery'], ['Device', 'device', 'Safari'], ['Profile', 'profile', 'Acme']]) {
    await sections.getByRole('link', { name, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`tab=${key}$`));
    await expect(beside(page)).toContainText(told);
    await axe(page);
  }
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('what may not be done is disabled, and says why and where it can be done', async ({ page, request, server, axe }) => {
  const { contact, enquiry } = await call(request, server, 'R-3', 'closed');
  await open(page, enquiry.id);
  await expect(button(page, 'Edit')).toBeDisabled();
  await expect(button(page, 'Find contact to merge')).toBeDisabled();
  await expect(button(page, 'Add note')).toBeDisabled();
  const why = "This enquiry is closed: view only. The contact's own page can be edited by all staff.";
  await expect(beside(page).getByText(why).first()).toBeVisible();
  await expect(page.getByRole('link', { name: "Edit it on the contact's own page" })).toHaveAttribute('href', `/contacts/${contact.id}`);
  await axe(page);
  const handled = await call(request, server, 'R-4', 'ongoing', {}, ['mei@example.com']);
  await open(page, handled.enquiry.id);
  await expect(beside(page).getByText('This enquiry is being handled, so only those in its room may edit the contact from it.')).toBeVisible();
});

test.describe('refusals that are meant', () => {
  test.use({ expected: [/status of 403/] });

  test('a save that comes after the enquiry was closed is refused, says so, and keeps the text', async ({ page, request, server, axe }) => {
    const { contact, enquiry } = await call(request, server, 'R-5', 'ongoing');
    await open(page, enquiry.id);
    await button(page, 'Edit').click();
    await page.getByLabel('Company').fill('Typed in time');
    await report(request, server.token, 'R-5', { status: 'closed' });
    const refused = page.waitForResponse((answer) => answer.url().endsWith('/api/enquiries/contact/update'));
    await button(page, 'Save').click();
    expect((await refused).status()).toBe(403);
    await expect(page.locator('#problems')).toContainText('This enquiry is closed: view only.');
    await expect(page.locator('#problems')).toBeFocused();
    await expect(page.getByText('What you typed is still here, and can be copied.')).toBeVisible();
    await expect(page.getByLabel('Company')).toHaveValue('Typed in time');
    await expect(page.getByRole('region', { name: 'Conversation' })).toContainText('Closed');
    await axe(page);
    const api = new Api(request, server);
    expect(await api.get(`/contacts/${contact.id}`)).toMatchObject({ company: 'Acme' });
    await button(page, 'Leave as a proposal').click();
    await expect(page.getByText('Left as a proposal. Somebody else who may edit decides on it.')).toBeVisible();
    await expect(button(page, 'Edit')).toBeDisabled();
    const { items } = await api.get(`/contacts/${contact.id}/proposals`);
    expect(items[0].values).toMatchObject([{ field: 'company', new: 'Typed in time' }]);
  });

  test('a note that comes after the enquiry was closed stays where it was typed', async ({ page, request, server }) => {
    const { enquiry } = await call(request, server, 'R-6', 'ongoing');
    await open(page, enquiry.id);
    await page.getByLabel('New note').fill('Typed in time');
    await report(request, server.token, 'R-6', { status: 'closed' });
    await page.getByLabel('New note').press('Control+Enter');
    await expect(beside(page).getByText('This enquiry is closed: view only.').first()).toBeVisible();
    await expect(page.getByLabel('New note')).toHaveValue('Typed in time');
    await expect(button(page, 'Add note')).toBeDisabled();
    // Nor does a key add it.
    let asked = false;
    page.on('request', (sent) => (asked ||= sent.url().endsWith('/contact/note')));
    await page.getByLabel('New note').press('Control+Enter');
    await page.getByRole('navigation', { name: 'Sections of the contact' }).getByRole('link', { name: 'Device', exact: true }).click();
    await expect(page).toHaveURL(/tab=device$/);
    expect(asked).toBe(false);
  });
});

test.describe('somebody who was in the room', () => {
  test.use({ expected: [/status of 403/] });
  const tom = { email: 'tom@example.com', password: 'a few long words here' };

  test.beforeEach(async ({ page, context, request, server }) => {
    const { items } = await new Api(request, server).get('/staff');
    if (!items.some(({ email }: { email: string }) => email === tom.email)) {
      await new Api(request, server).post('/staff', { name: 'Tom', role: 'agent', ...tom });
    }
    await context.clearCookies();
    await signIn(page, tom);
  });

  test('keeps in sight what they typed where a refusal takes the room away', async ({ page, request, server, axe }) => {
    const { enquiry } = await call(request, server, 'R-31', 'ongoing', {}, [tom.email]);
    await open(page, enquiry.id);
    await page.getByLabel('New note').fill('Likes tea');
    await button(page, 'Edit').click();
    await page.getByLabel('Company').fill('Typed in time');
    const told = page.waitForResponse((answer) => answer.url().endsWith('/overview/these'));
    await report(request, server.token, 'R-31', { staff: [me] });
    await button(page, 'Save').click();
    await expect(page.getByRole('heading', { name: 'You may not see this enquiry' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Conversation' })).toHaveCount(0);
    await expect(page.getByLabel('Company')).toHaveValue('Typed in time');
    await expect(page.getByLabel('New note')).toHaveValue('Likes tea');
    // Also once the page hears by itself that it may show the room no longer, and why.
    await told;
    await painted(page);
    await expect(page.locator('#problems')).toBeFocused();
    await axe(page);
  });

  test('keeps the new contact that they were making', async ({ page, request, server }) => {
    const visitor = { first_name: 'Mei', last_name: 'Lee' };
    const enquiry = await report(request, server.token, 'R-32', { channel: 'web_chat', status: 'ongoing', staff: [tom.email], visitor });
    await open(page, enquiry.id);
    await button(page, 'Create contact').click();
    const window = page.getByRole('dialog', { name: 'Create Contact' });
    await window.getByLabel('Job title').fill('Captain');
    await report(request, server.token, 'R-32', { staff: [me] });
    await window.getByRole('button', { name: 'Create', exact: true }).click();
    await expect(page.getByText('You may not see this enquiry')).toBeVisible();
    await expect(window.getByLabel('Job title')).toHaveValue('Captain');
  });
});

test('whoever was chosen in one search is not merged once another search does not find them', async ({ page, request, server }) => {
  const api = new Api(request, server);
  await api.post('/contacts', { first_name: 'Mei', last_name: 'Chosenfirst' });
  await api.post('/contacts', { first_name: 'Tom', last_name: 'Foundlater' });
  const { enquiry } = await call(request, server, 'R-33', 'ongoing');
  await open(page, enquiry.id);
  await button(page, 'Find contact to merge').click();
  const window = page.getByRole('dialog', { name: 'Find contact to merge' });
  const merge = window.getByRole('button', { name: 'Merge', exact: true });
  await window.getByRole('searchbox').fill('chosenfirst');
  await window.getByRole('radio', { name: /Mei Chosenfirst/ }).check();
  await expect(merge).toBeEnabled();
  await window.getByRole('searchbox').fill('foundlater');
  await expect(window.getByRole('radio', { name: /Tom Foundlater/ })).toBeVisible();
  await expect(merge).toBeDisabled();
});

test('a merge beside the conversation is taken back, and keeps the note that is being typed', async ({ page, request, server }) => {
  const api = new Api(request, server);
  await api.post('/contacts', { first_name: 'Other', last_name: 'Mergedhere' });
  const { enquiry } = await call(request, server, 'R-34', 'ongoing');
  await open(page, enquiry.id);
  await page.getByLabel('New note').fill('Half a note');
  await button(page, 'Find contact to merge').click();
  const window = page.getByRole('dialog', { name: 'Find contact to merge' });
  await window.getByRole('searchbox').fill('mergedhere');
  await window.getByRole('radio', { name: /Other Mergedhere/ }).check();
  await window.getByRole('button', { name: 'Merge', exact: true }).click();
  const toast = page.locator('.toast').filter({ hasText: 'Contact merged' });
  await expect(window).toBeHidden();
  await expect(page.getByLabel('New note')).toHaveValue('Half a note');
  expect(await api.total('search=Mergedhere')).toBe(0);
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Merge undone')).toBeVisible();
  expect(await api.total('search=Mergedhere')).toBe(1);
  await expect(page.getByLabel('New note')).toHaveValue('Half a note');
});

test('an edit that is out of sight while one looks as somebody else is not saved by its key', async ({ page, request, server }) => {
  const { contact, enquiry } = await call(request, server, 'R-35', 'ongoing');
  await open(page, enquiry.id);
  await button(page, 'Edit').click();
  await page.getByLabel('Company').fill('Half typed');
  await page.getByText('Look as somebody else').click();
  await page.getByLabel('While it is').selectOption('Open');
  await expect(page).toHaveURL(/status=open/);
  await expect(page.getByLabel('Company')).toHaveCount(0);
  await page.keyboard.press('Control+s');
  await button(page, 'Stop looking').click();
  await expect(page.getByLabel('Company')).toHaveValue('Half typed');
  expect(await new Api(request, server).get(`/contacts/${contact.id}`)).toMatchObject({ company: 'Acme' });
});

test('a visitor who is nobody yet becomes a contact that begins with what they told', async ({ page, request, server, axe }) => {
  const phone = number();
  const enquiry = await report(request, server.token, 'R-7', {
    channel: 'web_chat', status: 'ongoing', staff: [me],
    visitor: { first_name: 'Mei', last_name: 'Lee', phone, phone_verified: true, form: { kind: 'pre_chat', values: { Company: 'Bolt', 'Shoe size': '44' } } },
  });
  await open(page, enquiry.id);
  await expect(beside(page)).toContainText("This visitor is nobody's contact yet.");
  await expect(beside(page)).toContainText('Shoe size');
  await axe(page);
  await button(page, 'Create contact').click();
  const window = page.getByRole('dialog', { name: 'Create Contact' });
  await expect(window.getByLabel('First Name')).toHaveValue('Mei');
  await expect(window.getByLabel('Company')).toHaveValue('Bolt');
  await axe(page);
  await window.getByLabel('Job title').fill('Captain');
  await window.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByText('Contact created')).toBeVisible();
  await expect(beside(page)).toContainText('Captain');
  await expect(beside(page)).toContainText('Verified');
  await expect(beside(page)).toContainText('Pre-chat form, as the visitor filled it in');
});

test('a visitor is found among the contacts, and one with the same proven number is offered', async ({ page, request, server, axe }) => {
  const phone = number();
  const api = new Api(request, server);
  await api.post('/contacts', { first_name: 'Same', last_name: 'Number', phones: [{ number: phone }] });
  await api.post('/contacts', { first_name: 'Found', last_name: 'Bysearch' });
  const visitor = { last_name: 'Lee', phone, phone_verified: true };
  const enquiry = await report(request, server.token, 'R-8', { channel: 'web_chat', status: 'ongoing', staff: [me], visitor });
  await open(page, enquiry.id);
  const question = beside(page).getByText('We identified contact with the same verified phone number as this visitor. Do you want to merge them?');
  await expect(question).toBeVisible();
  await axe(page);
  await button(page, 'Find contact to merge').click();
  const window = page.getByRole('dialog', { name: 'Find contact to merge' });
  await window.getByRole('searchbox').fill('bysearch');
  await window.getByRole('radio', { name: /Found Bysearch/ }).check();
  await axe(page);
  await window.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(page.getByText('Contact merged')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Found Bysearch');
  // Now it has a contact, into which the other one is merged.
  await expect(question).toBeVisible();
  await button(page, 'Merge').click();
  await expect(question).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Found Bysearch');
  expect(await api.total('search=Same Number')).toBe(0);
});

test('a room is looked at as somebody else would see it, and nothing can be changed meanwhile', async ({ page, request, server, axe }) => {
  const { enquiry } = await call(request, server, 'R-9', 'ongoing');
  await open(page, enquiry.id);
  await page.getByText('Look as somebody else').click();
  await page.getByLabel('As', { exact: true }).selectOption('Staff of its destination');
  await expect(page).toHaveURL(/as=of_destination/);
  await expect(page.getByText('This enquiry is being handled, so only those in its room')).toBeVisible();
  await expect(page.getByText('Acme')).toHaveCount(0);
  await page.getByLabel('While it is').selectOption('Open');
  await expect(page).toHaveURL(/status=open/);
  await expect(beside(page)).toContainText('Acme');
  await expect(button(page, 'Edit')).toBeDisabled();
  await axe(page);
  await button(page, 'Stop looking').click();
  await expect(page).toHaveURL(new RegExp(`/enquiries/${enquiry.id}$`));
  await expect(button(page, 'Edit')).toBeEnabled();
});

test('what is heard in the chat comes into the form that is open beside it, and nothing typed is lost', async ({ page, request, server }) => {
  const { contact, enquiry } = await call(request, server, 'R-11', 'ongoing');
  const headers = { authorization: `Bearer ${server.token}` };
  const data = { external_id: 'M-1', at: '2026-11-01T08:00:00Z', sender: 'visitor', text: 'Write to heard@example.com' };
  const told = await request.post('/api/v1/enquiries/R-11/messages', { headers, data });
  expect(told.ok(), await told.text()).toBe(true);
  await open(page, enquiry.id);
  await button(page, 'Edit').click();
  await page.getByLabel('Company').fill('Typed meanwhile');
  await button(page, 'Add heard@example.com').click();
  await expect(page.getByText('Added to the contact')).toBeVisible();
  await expect(page.getByLabel('Email address', { exact: true })).toHaveValue('heard@example.com');
  await expect(page.getByLabel('Company')).toHaveValue('Typed meanwhile');
  await button(page, 'Save').click();
  await expect(page.getByText('Contact saved')).toBeVisible();
  const saved = await new Api(request, server).get(`/contacts/${contact.id}`);
  expect(saved).toMatchObject({ company: 'Typed meanwhile', emails: [{ address: 'heard@example.com' }] });
});

test('what is known of a visitor has a page of its own, which changes nothing', async ({ page, request, server, axe }) => {
  const { enquiry } = await call(request, server, 'R-10', 'open', { first_name: 'Mei' });
  await open(page, enquiry.id);
  await page.getByRole('link', { name: 'Visitor Information' }).click();
  await expect(page).toHaveURL(/\/visitor$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Visitor Information · Mei R-10');
  await expect(page.getByRole('main')).toContainText('Acme');
  await expect(button(page, 'Edit')).toHaveCount(0);
  await axe(page);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('a hundred quick switches between rooms show no line of another contact', async ({ page, request, server }) => {
  const rooms: string[] = [];
  for (let n = 0; n < 5; n++) {
    const { enquiry } = await call(request, server, `Q-${n}`, 'ongoing', { first_name: `Mark${n}`, company: `Firm${n}` });
    rooms.push(enquiry.id);
  }
  // Answers come late and in any order.
  let coming = 0;
  await page.route('**/api/enquiries/room', async (route) => {
    coming += 1;
    const answer = await route.fetch();
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    await route.fulfill({ response: answer }).catch(() => {});
    coming -= 1;
  });
  await open(page, rooms[0]);
  const mixed = await page.evaluate(async (rooms) => {
    const mixed: string[] = [];
    const look = () => {
      const text = document.querySelector('.page')?.textContent ?? '';
      const seen = new Set([...text.matchAll(/(?:Mark|Firm|About Q-)(\d)/g)].map(([, n]) => n));
      if (seen.size > 1) mixed.push(text);
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { childList: true, subtree: true, characterData: true });
    const link = document.createElement('a');
    document.body.append(link);
    for (let n = 1; n <= 100; n++) {
      link.href = `/enquiries/${rooms[n % rooms.length]}`;
      link.click();
      await new Promise((resolve) => setTimeout(resolve, (n * 7) % 40));
    }
    watch.disconnect();
    link.remove();
    return mixed;
  }, rooms);
  expect(mixed).toEqual([]);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Mark0/);
  await expect.poll(() => coming).toBe(0);
  await painted(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Mark0/);
  await expect(beside(page)).toContainText('Firm0');
});
