// Enquiries and imports follow what happens elsewhere: nothing that somebody typed, chose or looks at is taken from them.

import type { APIRequestContext, Page } from '@playwright/test';
import { Api } from '../people';
import { administrator } from '../server.mjs';
import { alive, expect, fits, pageOf, test } from '../story';

test.use({ chapter: 'live_enquiries' });

type Server = { url: string; token: string };

const me = administrator.email;
const tom = { name: 'Tom', email: 'tom@example.com', password: 'a few long words here' };
let next = 0;

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** A moment that is later than all before. */
const later = () => new Date(Date.now() - 3_600_000 + ++next * 1000).toISOString();

/** Reports an enquiry, as the contact centre does; each report is newer than the one before. */
async function report(request: APIRequestContext, server: Server, id: string, fields: object) {
  const headers = { authorization: `Bearer ${server.token}` };
  const told = await request.put(`/api/v1/enquiries/${id}`, { headers, data: { event_at: later(), channel: 'web_chat', ...fields } });
  expect(told.ok(), await told.text()).toBe(true);
  return told.json();
}

/** So many messages of an enquiry, behind those that there are. */
async function say(request: APIRequestContext, server: Server, id: string, ...texts: string[]) {
  const message = (text: string) => ({ at: later(), external_id: `M-${next}`, sender: 'visitor', text });
  await new Api(request, server).post(`/enquiries/${id}/messages`, texts.map(message));
}

async function open(page: Page, address: string) {
  await page.goto(address);
  await alive(page);
}

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
const tab = (page: Page, name: RegExp) => page.getByRole('navigation', { name: 'Status' }).getByRole('link', { name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
/** The button that says what there is by now; it is read out. */
const show = (page: Page, news: string) => page.getByRole('status').getByRole('button', { name: new RegExp(`^${news}.* · Show$`) });

test('an open overview counts by itself, tells of who calls, and moves nothing until they are asked for', async ({ page, server, request, axe }) => {
  for (const [n, first_name] of ['Vera', 'Otto'].entries()) {
    await report(request, server, `L-${n}`, { status: 'open', opened_at: ago(20 - n), visitor: { first_name } });
  }
  await open(page, '/enquiries');
  const rail = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Enquiries' });
  await expect(page.getByRole('rowheader')).toHaveText(['Vera', 'Otto']);
  await expect(rail).toContainText('2');
  const filter = page.getByRole('combobox', { name: 'Channel' });
  await filter.focus();
  // In whole pixels: a cell that is drawn anew may round its line otherwise.
  const top = async () => Math.round((await row(page, 'Otto').boundingBox())!.y);
  const place = await top();

  await report(request, server, 'L-2', { status: 'open', opened_at: ago(1), visitor: { first_name: 'Newcomer' } });
  await expect(show(page, '1 new')).toBeVisible();
  await expect(tab(page, /Open/)).toHaveText('Open 3');
  await expect(rail).toContainText('3');
  // A colleague takes the first.
  await report(request, server, 'L-0', { status: 'ongoing', staff: [tom.email] });
  await expect(row(page, 'Vera')).toContainText('Now Ongoing');
  await expect(tab(page, /Handling/)).toHaveText('Handling 1');
  await expect(row(page, 'Newcomer')).toHaveCount(0);
  expect(await top()).toBe(place);
  await expect(filter).toBeFocused();
  await fits(page, axe);

  await show(page, '1 new, 1 moved on').press('Enter');
  await expect(page.getByRole('rowheader')).toHaveText(['Otto', 'Newcomer']);
  await expect(page.getByRole('link', { name: 'Newcomer' })).toBeFocused();
  await expect(show(page, '')).toHaveCount(0);
  await expect(row(page, 'Vera')).toHaveCount(0);
});

test('what is asked for again by itself stays narrowed down, and who calls first is shown at once', async ({ page, server, request }) => {
  await open(page, '/enquiries?channel=wechat');
  await expect(page.getByText('Nothing is here just now')).toBeVisible();
  await report(request, server, 'N-1', { channel: 'line', status: 'open', opened_at: ago(3), visitor: { first_name: 'Lina' } });
  await report(request, server, 'N-2', { channel: 'wechat', status: 'open', opened_at: ago(2), visitor: { first_name: 'Wang' } });
  await expect(page.getByRole('rowheader')).toHaveText(['Wang']);
  await expect(tab(page, /Open/)).toHaveText('Open 1');
  await expect(page).toHaveURL('/enquiries?channel=wechat');
});

test('a form in a room whose enquiry is closed turns view only at once, keeps the text, and can be left as a proposal', async ({ page, server, request, axe }) => {
  const api = new Api(request, server);
  const contact = await api.post('/contacts', { last_name: 'Lau', company: 'Acme', phones: [{ number: '+85291230001' }] });
  const call = { channel: 'phone_call', visitor: { phone: '+85291230001' } };
  const { id } = await report(request, server, 'C-1', { ...call, status: 'ongoing', staff: [me] });
  await open(page, `/enquiries/${id}`);
  await button(page, 'Edit').click();
  const company = page.getByLabel('Company');
  await company.fill('Typed in time');
  await report(request, server, 'C-1', { ...call, status: 'closed' });
  await expect(page.locator('#problems')).toContainText('This enquiry is closed: view only.');
  await expect(page.getByText('What you typed is still here, and can be copied.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Conversation' })).toContainText('Closed');
  await expect(company).toHaveValue('Typed in time');
  await expect(company).toBeFocused();
  await axe(page);
  await button(page, 'Leave as a proposal').click();
  await expect(page.getByText('Left as a proposal. Somebody else who may edit decides on it.')).toBeVisible();
  await expect(button(page, 'Edit')).toBeDisabled();
  const { items } = await api.get(`/contacts/${contact.id}/proposals`);
  expect(items[0].values).toMatchObject([{ field: 'company', new: 'Typed in time' }]);
});

test('what is said comes into an open room: at its end by itself, further up when it is asked for', async ({ page, server, request, axe }) => {
  const { id } = await report(request, server, 'M-1', { status: 'ongoing', staff: [me], visitor: { first_name: 'Mina' } });
  await say(request, server, 'M-1', ...Array.from({ length: 60 }, (_, n) => `line ${n}`));
  await open(page, `/enquiries/${id}`);
  const area = page.getByRole('region', { name: 'Transcript' });
  await expect(area.getByText('line 59', { exact: true })).toBeInViewport();
  await say(request, server, 'M-1', 'the latest news');
  await expect(area.getByText('the latest news')).toBeInViewport();
  await area.getByText('line 20', { exact: true }).evaluate((line) => line.scrollIntoView({ block: 'center' }));
  await say(request, server, 'M-1', 'one more', 'and another');
  await expect(show(page, '2 new messages')).toBeVisible();
  await expect(area.getByText('line 20', { exact: true })).toBeInViewport();
  await axe(page);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await show(page, '2 new messages').click();
  await expect(area.getByText('and another')).toBeInViewport();
  await expect(show(page, '')).toHaveCount(0);
  await expect(area).toBeFocused();
});

test('a conversation goes on in an open room, however many messages come one by one, and what comes late stands in its place', async ({ page, server, request }) => {
  const { id } = await report(request, server, 'O-1', { status: 'ongoing', staff: [me] });
  await say(request, server, 'O-1', 'how it began');
  await open(page, `/enquiries/${id}`);
  const area = page.getByRole('region', { name: 'Transcript' });
  await expect(area.getByText('how it began')).toBeInViewport();
  for (let n = 0; n < 14; n++) {
    await say(request, server, 'O-1', `answer ${n},`);
    await expect(area.getByText(`answer ${n},`)).toBeInViewport();
  }
  const said = area.getByRole('listitem').filter({ hasText: /answer|began|late/ });
  await expect(said).toHaveCount(15);
  const late = { at: later(), external_id: 'M-late', sender: 'staff', text: 'a late word' };
  await say(request, server, 'O-1', 'the last answer');
  await expect(area.getByText('the last answer')).toBeInViewport();
  await new Api(request, server).post('/enquiries/O-1/messages', late);
  await expect(said).toHaveCount(17);
  await expect(said.nth(15)).toContainText('a late word');
  await expect(said.last()).toContainText('the last answer');
});

test('who is moved out of a room sees why at once, keeps the note that they were typing, and comes back with it', async ({ browser, server, request, axe }) => {
  const api = new Api(request, server);
  await api.post('/contacts', { first_name: 'Petra', last_name: 'Private', phones: [{ number: '+85291230002' }] });
  const call = { channel: 'phone_call', visitor: { phone: '+85291230002' } };
  const { id } = await report(request, server, 'G-1', { ...call, status: 'ongoing', staff: [tom.email] });
  const page = await pageOf(tom, browser, request, server);
  await open(page, `/enquiries/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Petra Private');
  await page.getByLabel('New note').fill('Likes tea');
  await report(request, server, 'G-1', { ...call, staff: [me] });
  await expect(page.getByRole('heading', { name: 'You may not see this enquiry' })).toBeVisible();
  await expect(page.getByText('This enquiry is being handled, so only those in its room')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Conversation' })).toHaveCount(0);
  await expect(page.getByText('Petra')).toHaveCount(0);
  await expect(page.getByLabel('New note')).toHaveValue('Likes tea');
  await expect(page.getByLabel('New note')).toBeFocused();
  await expect(page).toHaveURL(`/enquiries/${id}`);
  await axe(page);
  await report(request, server, 'G-1', { ...call, staff: [tom.email] });
  await expect(page.getByRole('region', { name: 'Conversation' })).toBeVisible();
  await expect(page.getByLabel('New note')).toHaveValue('Likes tea');
  await page.context().close();
});

test('visitor information and the chat history are closed to whoever may see them no longer', async ({ browser, server, request }) => {
  const { id } = await report(request, server, 'V-1', { status: 'missed', staff: [tom.email], visitor: { first_name: 'Vivian' } });
  await say(request, server, 'V-1', 'Please call me back');
  const visitor = await pageOf(tom, browser, request, server);
  await open(visitor, `/enquiries/${id}/visitor`);
  await expect(visitor.getByRole('heading', { level: 1 })).toContainText('Vivian');
  const history = await visitor.context().newPage();
  await open(history, `/enquiries/${id}/transcript`);
  await expect(history.getByText('Please call me back')).toBeVisible();
  // Whoever was in the room sees what was missed, but not what others handle.
  await report(request, server, 'V-1', { status: 'followed_up', staff: [me] });
  await expect(visitor.getByRole('heading', { name: 'You may not see this enquiry' })).toBeVisible();
  await expect(visitor.getByText('Vivian')).toHaveCount(0);
  await expect(history.getByRole('heading', { name: 'This chat history is not open to you' })).toBeVisible();
  await expect(history.getByText('Please call me back')).toHaveCount(0);
  await visitor.context().close();
});

test('what was routed elsewhere is closed to the staff of where it was', async ({ browser, server, request }) => {
  const headers = { authorization: `Bearer ${server.token}` };
  for (const [name, staff] of [['support', [tom.email]], ['sales', [me]]] as const) {
    const told = await request.put(`/api/v1/destinations/${name}`, { headers, data: { event_at: later(), name, staff } });
    expect(told.ok(), await told.text()).toBe(true);
  }
  const { id } = await report(request, server, 'R-1', { status: 'open', destination: 'support', visitor: { first_name: 'Rosa' } });
  const page = await pageOf(tom, browser, request, server);
  await open(page, `/enquiries/${id}/visitor`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Rosa');
  await report(request, server, 'R-1', { destination: 'sales' });
  await expect(page.getByRole('heading', { name: 'You may not see this enquiry' })).toBeVisible();
  await expect(page.getByText('Rosa')).toHaveCount(0);
  await page.context().close();
});

test('a visitor who becomes a contact elsewhere stands in the open room', async ({ page, server, request }) => {
  const { id } = await report(request, server, 'A-1', { status: 'ongoing', staff: [me], visitor: { first_name: 'Anna', last_name: 'Attached' } });
  await open(page, `/enquiries/${id}`);
  await expect(page.getByText("This visitor is nobody's contact yet.")).toBeVisible();
  const elsewhere = await page.context().newPage();
  await open(elsewhere, `/enquiries/${id}`);
  await button(elsewhere, 'Create contact').click();
  await elsewhere.getByRole('dialog').getByRole('button', { name: 'Create', exact: true }).click();
  await expect(elsewhere.getByText('Contact created')).toBeVisible();
  await expect(button(page, 'Edit')).toBeEnabled();
  await expect(page.getByText("This visitor is nobody's contact yet.")).toHaveCount(0);
});

test('imports come on in another tab: those that are listed where they stand, others when they are asked for', async ({ page, server, request, axe }) => {
  const api = new Api(request, server);
  await open(page, '/imports');
  await expect(page.getByText('Nothing has been imported yet')).toBeVisible();
  await api.people(20, 'First Ltd');
  const rows = page.getByRole('row').filter({ has: page.getByRole('rowheader') });
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('Done');
  await expect(rows.first()).toContainText('20');
  await api.people(5_000, 'Second Ltd');
  await expect(show(page, '1 new')).toBeVisible();
  await expect(rows).toHaveCount(1);
  await fits(page, axe);
  await show(page, '1 new').click();
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('5,000');
  await expect(rows.first()).toContainText('Done');
});

test('an import that is taken back in one tab is taken back in the other', async ({ page, context }) => {
  await open(page, '/contacts/import');
  const chooser = page.waitForEvent('filechooser');
  await button(page, 'Browse').click();
  const buffer = Buffer.from('Last name,Company\r\nUndone,Acme\r\nSoon,Acme\r\n');
  await (await chooser).setFiles({ name: 'back.csv', mimeType: 'text/csv', buffer });
  // Once it is known, the button says what it will do.
  await page.getByRole('button', { name: /^Confirm/ }).click();
  await expect(page.getByRole('heading', { name: '2 contacts were imported.' })).toBeVisible();
  const history = await context.newPage();
  await open(history, '/imports');
  const line = history.getByRole('row').filter({ hasText: 'back.csv' });
  await expect(line).toContainText('Done');
  await button(page, 'Undo import').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo import' }).click();
  await expect(line).toContainText('Undone');
  // The answer stays until it was read.
  const answer = page.getByRole('dialog', { name: 'The import of back.csv was taken back' });
  await expect(answer.getByText('2 contacts that this import created were deleted.')).toBeVisible();
  await answer.locator('footer').getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('heading', { name: 'The import was taken back.' })).toBeVisible();
  await expect(page.getByText(/^Undone by /)).toBeVisible();
  await expect(button(page, 'Undo import')).toHaveCount(0);
  await expect(line.getByText(/^Undone by /)).toBeVisible();
  await expect(line.getByRole('button', { name: 'Undo import' })).toHaveCount(0);
});
