// The chat history of an enquiry: the newest at once, older ones without a jump, found, linked, heard and as it was then.

import type { Page } from '@playwright/test';
import { administrator, sql } from '../server.mjs';
import { alive, expect, test } from '../story';

test.use({ chapter: 'transcript' });

type Server = { url: string; token: string };

/** Reports to the server as a contact centre does. */
async function report(server: Server, method: string, path: string, body: unknown) {
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${server.url}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
  expect(answer.ok, await answer.clone().text()).toBe(true);
  return answer.json();
}

const at = (second: number) => new Date(Date.UTC(2026, 10, 27, 8, 0, second)).toISOString();

/** An enquiry with so many messages, in the room of whoever has signed in. */
async function said(server: Server, name: string, count: number, more: object = {}) {
  const enquiry = { event_at: at(0), channel: 'web_chat', status: 'ongoing', subject: 'Where is my order', opened_at: at(0), staff: [administrator.email], ...more };
  const { id } = await report(server, 'PUT', `/enquiries/${name}`, enquiry);
  const messages = Array.from({ length: count }, (_, n) => ({
    external_id: `M-${n}`, at: at(n), sender: n % 2 ? 'staff' : 'visitor', name: n % 2 ? 'Grace' : 'Tai Man', text: `line ${n}\n${'and more of it '.repeat(n % 7)}`,
  }));
  for (let from = 0; from < count; from += 500) await report(server, 'POST', `/enquiries/${name}/messages`, messages.slice(from, from + 500));
  return id as string;
}

async function open(page: Page, id: string, rest = '') {
  await page.goto(`/enquiries/${id}/transcript${rest}`);
  await alive(page);
}

const area = (page: Page) => page.getByRole('region', { name: 'Transcript' });
const line = (page: Page, n: number) => area(page).getByRole('listitem').filter({ hasText: new RegExp(`line ${n}\\b`) });

test('the newest hundred are there at once, and older ones come as one scrolls up, without a jump', async ({ page, server, axe }) => {
  const id = await said(server, 'E-1', 450);
  const html = await (await page.request.get(`/enquiries/${id}/transcript`)).text();
  expect(html).toContain('line 449');
  expect(html).not.toContain('line 349\n');
  await open(page, id);
  await expect(page.getByRole('heading', { level: 1, name: 'Chat history' })).toBeVisible();
  await expect(line(page, 449)).toBeInViewport();
  await axe(page);
  // Scrolls to where older ones are wanted; what is in sight then stays where it is.
  const top = line(page, 352);
  await top.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  const before = (await top.boundingBox())!.y;
  await expect(line(page, 310)).toBeAttached();
  expect(Math.abs((await top.boundingBox())!.y - before)).toBeLessThan(2);
  await line(page, 310).evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await expect(line(page, 260)).toBeAttached();
  await expect(line(page, 310)).toBeInViewport();
});

test('a message has an address, and is marked where it leads', async ({ page, server, axe }) => {
  const id = await said(server, 'E-2', 400);
  await open(page, id, '?message=M-120');
  await expect(line(page, 120)).toBeInViewport();
  await expect(line(page, 120)).toHaveClass(/linked/);
  await expect(line(page, 120).getByTitle('Link to this message')).toBeFocused();
  await expect(line(page, 399)).not.toBeAttached();
  await axe(page);
  await line(page, 125).getByTitle('Link to this message').click();
  await expect(page).toHaveURL(/message=M(-|%2D)125$/);
  await expect(line(page, 125)).toHaveClass(/linked/);
  await expect(line(page, 120)).not.toHaveClass(/linked/);
});

test('words are found in all that was said, and a hit leads to its message', async ({ page, server }) => {
  const id = await said(server, 'E-3', 400);
  await open(page, id);
  const search = page.getByRole('searchbox', { name: 'Find in the transcript' });
  await search.fill('LINE 7');
  await expect(page.getByRole('status').filter({ hasText: '11 messages found' })).toBeVisible();
  const hits = page.getByRole('list', { name: 'What was found' });
  await hits.getByRole('link').last().press('Enter');
  await expect(line(page, 7).first()).toBeInViewport();
  await expect(hits).not.toBeVisible();
  await search.fill('line');
  await expect(page.getByRole('status').filter({ hasText: '100+ messages found' })).toBeVisible();
  await search.press('Escape');
  await search.fill('nothing of that kind');
  await expect(page.getByRole('status').filter({ hasText: 'Nothing found' })).toBeVisible();
});

test('what a visitor typed is added to the contact with one key, and the log leads back to the message', async ({ page, server }) => {
  const headers = { authorization: `Bearer ${server.token}` };
  const made = await page.request.post('/api/v1/contacts', { headers, data: { last_name: 'Chan', phones: [{ number: '+85291234567' }] } });
  const contact = await made.json();
  const id = await said(server, 'E-4', 3, { channel: 'phone_call', visitor: { phone: '+85291234567' } });
  await report(server, 'POST', '/enquiries/E-4/messages', {
    external_id: 'M-9', at: at(900), sender: 'visitor', name: 'Tai Man', text: 'Mine is +852 6123 4567 and chan@example.com <b>bold</b>',
  });
  await open(page, id);
  await expect(area(page).getByText('<b>bold</b>')).toBeVisible();
  await page.getByRole('button', { name: 'Add +852 6123 4567' }).press('Enter');
  await expect(page.getByText('Added to the contact')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add +852 6123 4567' })).not.toBeVisible();
  await expect(page.getByRole('button', { name: 'Add chan@example.com' })).toBeVisible();
  await page.goto(`/contacts/${contact.id}?tab=log`);
  await alive(page);
  await page.getByRole('link', { name: 'From a message' }).click();
  await expect(page).toHaveURL(/transcript\?message=M-9$/);
  await expect(area(page).getByRole('listitem').filter({ hasText: 'Mine is' })).toHaveClass(/linked/);
});

test('a message leads to the contact as it was then', async ({ page, server }) => {
  const headers = { authorization: `Bearer ${server.token}` };
  const made = await page.request.post('/api/v1/contacts', { headers, data: { last_name: 'Wong', company: 'Before Ltd', phones: [{ number: '+85291112222' }] } });
  const contact = await made.json();
  const id = await said(server, 'E-5', 0, { channel: 'phone_call', visitor: { phone: '+85291112222' } });
  const now = Date.now();
  await report(server, 'POST', '/enquiries/E-5/messages', [
    { external_id: 'M-1', at: new Date(now - 86_400_000).toISOString(), sender: 'visitor', name: 'Wong', text: 'Yesterday' },
    { external_id: 'M-2', at: new Date(now + 1000).toISOString(), sender: 'visitor', name: 'Wong', text: 'Now' },
  ]);
  const version = (await (await page.request.get(`/api/v1/contacts/${contact.id}`, { headers })).json()).version;
  sql(server, `update change set at = at - interval '1 hour' where contact_id = '${contact.id}'`);
  await page.request.patch(`/api/v1/contacts/${contact.id}`, { headers: { ...headers, 'if-match': `"${version}"` }, data: { company: 'After Ltd' } });
  sql(server, `update change set at = at + interval '1 hour' where contact_id = '${contact.id}' and number = (select max(number) from change)`);
  await open(page, id);
  const of = (text: string) => area(page).getByRole('listitem').filter({ hasText: text });
  await expect(of('Yesterday')).toContainText('There was no contact yet');
  const then = of('Now').getByRole('link', { name: 'As it was then' });
  await then.focus();
  await then.press('Enter');
  await expect(page.getByText('You are looking at this contact as it was')).toBeVisible();
  await expect(page.getByText('Before Ltd').first()).toBeVisible();
});

test('a small screen needs no scrolling sideways, and keys scroll the messages', async ({ page, server, axe }) => {
  const id = await said(server, 'E-6', 150);
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, id);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await expect(line(page, 149)).toBeInViewport();
  await area(page).focus();
  await page.keyboard.press('Home');
  await expect(line(page, 0)).toBeAttached();
  await axe(page);
  // What was found does not hide how much it is.
  await page.getByRole('searchbox', { name: 'Find in the transcript' }).fill('line');
  const count = (await page.getByText('100+ messages found').boundingBox())!;
  const hits = (await page.getByRole('list', { name: 'What was found' }).boundingBox())!;
  expect(hits.y).toBeGreaterThanOrEqual(count.y + count.height);
});

test('from a message that is not there the way leads to the newest', async ({ page, server }) => {
  const id = await said(server, 'E-8', 5);
  await open(page, id, '?message=M-gone');
  await expect(page.getByText('The transcript could not be loaded')).toBeVisible();
  await page.getByRole('link', { name: 'To the newest messages' }).click();
  await expect(line(page, 4)).toBeVisible();
});

test('however far one scrolls from the message that a link led to, only some messages stay in the document', async ({ page, server }) => {
  const id = await said(server, 'E-9', 1500);
  await open(page, id, '?message=M-1490');
  await expect(line(page, 1490).getByTitle('Link to this message')).toBeFocused();
  await expect(async () => {
    await area(page).evaluate((element) => element.scrollTo(0, -element.scrollHeight));
    await expect(page.getByText('This is the beginning.')).toBeVisible({ timeout: 200 });
  }).toPass({ timeout: 60_000 });
  await expect.poll(() => area(page).locator('li:not(.day)').count()).toBeLessThanOrEqual(600);
  await expect(line(page, 1490)).not.toBeAttached();
  await expect(area(page)).toBeFocused();
});

test('a search that fails leaves nothing of the one before', async ({ page, server, expected }) => {
  expected.push(/net::ERR_FAILED/);
  const id = await said(server, 'E-10', 20);
  await open(page, id);
  const search = page.getByRole('searchbox', { name: 'Find in the transcript' });
  await search.fill('line 7');
  const hits = page.getByRole('list', { name: 'What was found' });
  await expect(hits).toBeVisible();
  await page.route('**/api/enquiries/transcript/find', (route) => route.abort());
  await search.fill('line 8');
  await expect(hits).toBeHidden();
});

test('twenty thousand messages are read at once and hold nothing up', async ({ page, server }) => {
  const id = await said(server, 'E-7', 1);
  sql(server, `insert into enquiry_message (id, enquiry_id, external_id, at, sender, name, text)
    select gen_random_uuid(), '${id}', 'N-' || n, '2026-11-27'::timestamptz + n * interval '1 second', 'staff', 'Grace', 'line ' || n
    from generate_series(1, 20000) as n`);
  await open(page, id);
  await expect(line(page, 20000)).toBeInViewport();
  await expect(area(page).getByRole('listitem')).toHaveCount(101);
});
