// The lists of enquiries: the overview with its tabs and filters, whom a row leads anywhere, the centre, reports and recent.

import type { APIRequestContext, Page } from '@playwright/test';
import { Api } from '../people';
import { signIn } from '../server.mjs';
import { alive, expect, fits, test } from '../story';

test.use({ chapter: 'enquiries' });

type Server = { url: string; token: string };

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** Reports an enquiry, as the contact centre does. */
async function report(request: APIRequestContext, server: Server, id: string, body: object) {
  const headers = { authorization: `Bearer ${server.token}` };
  const answer = await request.put(`/api/v1/enquiries/${id}`, { headers, data: { event_at: new Date().toISOString(), ...body } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

const row = (page: Page, name: string | RegExp) => page.getByRole('row').filter({ hasText: name });
const tab = (page: Page, name: RegExp) => page.getByRole('navigation', { name: 'Status' }).getByRole('link', { name });

test('each status stands under its tab, a filter is an address, and Back takes it away', async ({ page, server, request, axe }) => {
  const shared = { destination: 'support', staff: [] };
  for (const [n, status] of ['open', 'ongoing', 'missed', 'followed_up', 'closed'].entries()) {
    const body = { ...shared, status, channel: 'web_chat', opened_at: ago(20 + n), visitor: { first_name: `Vera ${status}` } };
    await report(request, server, `T-${n}`, body);
  }
  await report(request, server, 'T-9', { status: 'open', channel: 'phone_call', opened_at: ago(200), visitor: {} });
  await page.goto('/enquiries');
  await alive(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Enquiry Overview' })).toBeVisible();
  await expect(page.getByRole('rowheader')).toHaveText(['Unknown visitor', 'Vera open']);
  await expect(row(page, 'Unknown visitor')).toContainText('3 hrs 20 mins');
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Enquiries' })).toContainText('2');
  await fits(page, axe);

  await tab(page, /Handling/).click();
  await expect(tab(page, /Handling/)).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('rowheader')).toHaveText(['Vera ongoing', 'Vera followed_up']);
  await expect(row(page, 'Vera followed_up')).toContainText('Followed-up');
  await tab(page, /Open/).click();
  await page.getByRole('combobox', { name: 'Channel' }).selectOption('Phone call');
  await expect(page).toHaveURL('/enquiries?channel=phone_call');
  await expect(page.getByRole('rowheader')).toHaveText(['Unknown visitor']);
  await expect(tab(page, /Open/)).toHaveText('Open 1');
  await page.goBack();
  await expect(page.getByRole('rowheader')).toHaveCount(2);
  await expect(page.getByRole('combobox', { name: 'Channel' })).toHaveValue('');

  // Somebody calls while one looks.
  await report(request, server, 'T-10', { status: 'open', channel: 'line', opened_at: ago(1), visitor: { first_name: 'Newcomer' } });
  await expect(tab(page, /Open/)).toHaveText('Open 3');
  await page.getByRole('button', { name: '1 new · Show' }).click();
  await expect(row(page, 'Newcomer')).toBeVisible();
});

test('a row leads to its place for whoever may see it, and says why to others, by keyboard too', async ({ browser, page, server, request, axe }) => {
  const api = new Api(request, server);
  const agent = { email: 'tom@example.com', password: 'a few long words here' };
  await api.post('/staff', { name: 'Tom', role: 'agent', ...agent });
  const { id } = await report(request, server, 'P-1', {
    status: 'ongoing',
    channel: 'line',
    opened_at: ago(3),
    staff: ['ada@example.com'],
    visitor: { first_name: 'Petra', last_name: 'Private' },
  });
  await page.goto('/enquiries?tab=handling');
  await alive(page);
  await expect(row(page, 'Petra').getByRole('link', { name: 'Petra Private' })).toHaveAttribute('href', `/enquiries/${id}`);
  await row(page, 'Petra').getByRole('link', { name: 'Petra Private' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Petra Private' })).toBeVisible();
  await page.getByRole('link', { name: 'Back to the enquiries' }).click();
  await expect(page).toHaveURL('/enquiries?tab=handling');
  await expect(row(page, 'Petra')).toBeVisible();

  const context = await browser.newContext({ baseURL: server.url, storageState: { cookies: [], origins: [] } });
  const other = await context.newPage();
  await signIn(other, agent);
  await other.goto('/enquiries?tab=handling');
  await alive(other);
  await expect(row(other, 'Petra').getByRole('link')).toHaveCount(0);
  const why = row(other, 'Petra').getByText('This enquiry is being handled, so only those in its room, an Administrator and a Supervisor of its department may see it.');
  await expect(why).toBeHidden();
  await row(other, 'Petra').getByText('Not open to you').focus();
  await other.keyboard.press('Enter');
  await expect(why).toBeVisible();
  await axe(other);
  await context.close();
});

test('rows of one tab never stand under another, and what somebody asks for is not asked again by itself', async ({ page, server, request }) => {
  await report(request, server, 'S-1', { status: 'missed', channel: 'line', opened_at: ago(5), visitor: { first_name: 'Mona' } });
  await report(request, server, 'S-2', { status: 'ongoing', channel: 'line', opened_at: ago(5), visitor: { first_name: 'Hanna' } });
  await page.goto('/enquiries?tab=missed');
  await alive(page);
  await expect(row(page, 'Mona')).toBeVisible();
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  let asked = 0;
  await page.route('**/api/overview/list', async (route) => {
    if (route.request().postDataJSON().query.tab === 'handling') asked++;
    await answered;
    await route.continue();
  });
  await tab(page, /Handling/).click();
  await expect(tab(page, /Handling/)).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('row')).toHaveCount(0);
  await expect(page.getByRole('status', { name: 'Loading enquiries' })).toBeVisible();
  // The counts are asked for anew by themselves, at the time at which the rows would be.
  const counted = page.waitForRequest('**/api/overview/counts');
  await report(request, server, 'S-3', { status: 'ongoing', channel: 'line', opened_at: ago(4), visitor: { first_name: 'Hugo' } });
  await counted;
  expect(asked).toBe(1);
  answer();
  await expect(row(page, 'Hanna')).toBeVisible();
  await expect(row(page, 'Mona')).toHaveCount(0);
});

test('a room that could not be read is read once the server answers again', async ({ page, server, request, expected }) => {
  expected.push(/net::ERR_FAILED/);
  const visitor = { first_name: 'Rita', last_name: 'Room' };
  const { id } = await report(request, server, 'Z-1', { status: 'ongoing', channel: 'line', opened_at: ago(2), staff: [], visitor });
  await page.goto('/enquiries?tab=handling');
  await alive(page);
  let lost = true;
  await page.route('**/api/enquiries/room', (route) => (lost ? route.abort() : route.continue()));
  await page.getByRole('link', { name: 'Rita Room' }).click();
  await expect(page).toHaveURL(`/enquiries/${id}`);
  await expect(page.getByRole('heading', { name: 'This could not be loaded' })).toBeVisible();
  lost = false;
  await expect(page.getByRole('heading', { level: 1, name: 'Rita Room' })).toBeVisible();
});

test('the Enquiry Centre says what one wants to know before calling back', async ({ page, server, request, axe }) => {
  await report(request, server, 'C-1', {
    status: 'missed',
    channel: 'phone_call',
    opened_at: ago(60),
    visitor: { first_name: 'Mina', phone: '+85291234567', device: { time_zone: 'Asia/Hong_Kong' } },
  });
  const api = new Api(request, server);
  await api.post('/enquiries/C-1/messages', { external_id: 'M-1', at: ago(59), sender: 'visitor', text: 'Please call me back' });
  for (const n of [1, 2, 3, 4]) {
    await api.post('/visits', { external_id: `V-${n}`, at: ago(n), title: `Page ${n}`, address: `https://example.org/${n}`, enquiry: 'C-1' });
  }
  await page.goto('/enquiries/centre');
  await alive(page);
  const brief = page.getByRole('article').filter({ hasText: 'Mina' });
  await expect(brief.getByRole('link', { name: '+852 9123 4567' })).toHaveAttribute('href', 'tel:+85291234567');
  const there = await page.evaluate(() =>
    new Date().toLocaleTimeString('en-GB', { timeZone: 'Asia/Hong_Kong', hour: '2-digit', minute: '2-digit' }),
  );
  const [hours, minutes] = there.split(':').map(Number);
  const before = new Date(Date.UTC(2026, 0, 1, hours, minutes) - 60_000).toISOString().slice(11, 16);
  // The page may have been made in the minute before.
  await expect(brief).toContainText(new RegExp(`(${there}|${before}) there`));
  await expect(brief).toContainText('Please call me back');
  await expect(brief.getByRole('listitem')).toHaveCount(3);
  await expect(brief.getByRole('link', { name: 'https://example.org/1' })).toBeVisible();
  await expect(brief).not.toContainText('https://example.org/4');
  await expect(brief.getByRole('link', { name: 'Visitor Information' })).toBeVisible();
  await fits(page, axe);
});

test.describe('a missed contact', () => {
  // There is no telephone, and Chromium's own question about one would take every click that follows.
  test.beforeEach(({ page }) =>
    page.addInitScript(() => addEventListener('click', (event) => (event.target as Element).closest('[href^="tel:"]') && event.preventDefault())));

  test('who is called back from the Enquiry Centre has it in their Activity', async ({ page, server, request, axe }) => {
    const api = new Api(request, server);
    const { id } = await api.post('/contacts', { first_name: 'Kit', last_name: 'Lau', phones: [{ number: '+85261234567' }] });
    await report(request, server, 'K-1', { status: 'missed', channel: 'phone_call', opened_at: ago(30), visitor: { phone: '+85261234567' } });
    await page.goto('/enquiries/centre');
    await alive(page);
    const brief = page.getByRole('article').filter({ hasText: 'Kit Lau' });
    await expect(brief.getByRole('link', { name: 'Text +852 6123 4567' })).toHaveAttribute('href', 'sms:+85261234567');
    await axe(page);
    const recorded = page.waitForResponse(/contacts\/engage/);
    await brief.getByRole('link', { name: '+852 6123 4567', exact: true }).click();
    expect((await recorded).status()).toBe(200);
    const { engagements } = await api.get(`/contacts/${id}/activity`);
    expect(engagements.map(({ kind, number }: Record<string, string>) => [kind, number])).toEqual([['call', '+85261234567']]);
  });
});

test('reports are found by subject and lead to the chat history; Recent keeps the rooms of a deleted contact', async ({ page, server, request, axe }) => {
  const api = new Api(request, server);
  const chan = await api.post('/contacts', { first_name: 'Tai', last_name: 'Chan', phones: [{ number: '+85298765432' }] });
  const call = { channel: 'phone_call', visitor: { phone: '+85298765432' } };
  const { id } = await report(request, server, 'R-1', { ...call, status: 'closed', subject: 'A parcel was lost' });
  await report(request, server, 'R-2', { ...call, status: 'ongoing', subject: 'It was found' });
  await api.delete(`/contacts/${chan.id}`);
  await page.goto('/enquiries/reports');
  await alive(page);
  await page.getByRole('searchbox', { name: 'ID or subject' }).fill('parcel');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/enquiries/reports?search=parcel');
  await expect(page.getByRole('rowheader')).toHaveText(['Tai Chan']);
  await expect(page.getByRole('link', { name: 'Chat history of R-1' })).toHaveAttribute('href', `/enquiries/${id}/transcript`);
  await fits(page, axe);

  await page.getByRole('navigation', { name: 'Enquiries' }).getByRole('link', { name: 'Recent' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Recent' })).toBeVisible();
  await expect(row(page, 'Tai Chan')).toHaveCount(1);
  await fits(page, axe);

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /contact's name/ }).fill('Enquiry Centre');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Enquiry Centre' })).toBeVisible();
});
