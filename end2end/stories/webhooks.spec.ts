// Webhooks: an endpoint is added after it has answered the challenge, hears of what happens, fails, is mended, and hears of it
// again. The receiver is made here, and verifies what it gets as any receiver would.

import { createServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { Webhook } from 'standardwebhooks';
import { Api } from '../people';
import { startServer } from '../server.mjs';
import { alive, expect, fits, test as base } from '../story';

type Server = Awaited<ReturnType<typeof startServer>>;
type Message = { headers: Record<string, string>; body: string };

/** Another system, which keeps what it was sent and answers as it is told to. */
class Receiver {
  got: Message[] = [];
  answer = { status: 200, text: 'Thank you' };
  private http: HttpServer;

  private constructor() {
    this.http = createServer(async (request, response) => {
      const body = await text(request);
      const { type, challenge } = JSON.parse(body);
      if (type === 'webhook.challenge') return response.end(challenge);
      this.got.push({ headers: request.headers as Record<string, string>, body });
      response.writeHead(this.answer.status, { 'content-type': 'text/plain' }).end(this.answer.text);
    });
  }

  static async start() {
    const receiver = new Receiver();
    await new Promise<void>((listens) => receiver.http.listen(0, '127.0.0.1', listens));
    return receiver;
  }

  get url() {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}/hooks`;
  }

  /** What it was sent of a type. */
  of(type: string) {
    return this.got.filter(({ body }) => JSON.parse(body).type === type);
  }

  begin() {
    this.got = [];
    this.answer = { status: 200, text: 'Thank you' };
  }

  stop() {
    this.http.closeAllConnections();
    return new Promise((stopped) => this.http.close(stopped));
  }
}

async function text(request: IncomingMessage) {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

const test = base.extend<{ api: Api }, { receiver: Receiver; server: Server }>({
  receiver: [
    async ({}, use) => {
      const receiver = await Receiver.start();
      await use(receiver);
      await receiver.stop();
    },
    { scope: 'worker' },
  ],

  server: [
    async ({ chapter: _ }, use) => {
      const server = await startServer({ WEBHOOK_ALLOW: '127.0.0.1' });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  api: async ({ request, server }, use) => use(new Api(request, server)),
});

// What is refused, is refused under its true status.
test.use({ chapter: 'webhooks', expected: [/status of 4(09|22)/] });

test.beforeEach(({ receiver }) => receiver.begin());

test.afterEach(async ({ api }) => {
  for (const { id } of (await api.get('/webhooks')).items) await api.delete(`/webhooks/${id}`);
});

/** Changes a contact, as a program does. */
async function change(request: APIRequestContext, server: Server, id: string, data: object) {
  const headers = { authorization: `Bearer ${server.token}` };
  const { version } = await (await request.get(`/api/v1/contacts/${id}`, { headers })).json();
  const changed = await request.patch(`/api/v1/contacts/${id}`, { headers: { ...headers, 'if-match': `"${version}"` }, data });
  expect(changed.ok(), await changed.text()).toBe(true);
}

const deliveries = (page: Page) => page.getByRole('list', { name: 'Deliveries' }).getByRole('listitem');
const delivery = (page: Page, type: string) => deliveries(page).filter({ hasText: type });

/** Lists what waits to be listed, if anything does. */
async function comes(page: Page, wanted: Locator) {
  const more = page.getByRole('button', { name: /more · Show/ });
  await expect(wanted.or(more).first()).toBeVisible({ timeout: 60_000 });
  if (await more.isVisible()) await more.click();
  await expect(wanted).toBeVisible();
}

/** Goes on by the Tab key until something has the focus. */
async function tabTo(page: Page, wanted: Locator) {
  const holds = () => wanted.evaluate((element) => element === document.activeElement);
  for (let pressed = 0; pressed < 80 && !(await holds()); pressed += 1) await page.keyboard.press('Tab');
  expect(await holds()).toBe(true);
}

test('an endpoint is added, hears of a change, fails, is mended and hears of it again', async ({ page, request, server, receiver, api, axe }) => {
  await page.goto('/settings/webhooks');
  await alive(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Webhooks' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No endpoint yet' })).toBeVisible();
  await axe(page);

  // An address where nobody listens is refused at its input, and nothing that was typed is lost.
  await page.getByRole('button', { name: 'Add endpoint' }).first().click();
  const add = page.getByRole('dialog', { name: 'Add endpoint' });
  await expect(add.getByLabel('URL')).toBeFocused();
  await add.getByLabel('URL').fill('http://127.0.0.1:1/nobody');
  await add.getByLabel('Description').fill('The CRM');
  await add.getByRole('button', { name: 'Add endpoint' }).click();
  await expect(add.getByLabel('URL')).toHaveAccessibleDescription(/did not answer the challenge/, { timeout: 60_000 });
  await expect(add.getByLabel('URL')).toBeFocused();
  await add.getByRole('checkbox', { name: 'Everything' }).uncheck();
  await add.getByLabel('URL').fill(receiver.url);
  await add.getByLabel('URL').press('Enter');
  await expect(add.getByRole('group', { name: 'What it is told' })).toHaveAccessibleDescription(/.+/);
  await add.getByRole('checkbox', { name: 'A contact was created' }).check();
  await add.getByRole('checkbox', { name: 'A contact was changed' }).check();
  await axe(page);
  await add.getByLabel('URL').press('Enter');

  // The secret is shown once, and not lost by one press beside it.
  const shown = page.getByRole('dialog', { name: 'The secret of the endpoint' });
  const field = shown.getByLabel('Secret', { exact: true });
  await expect(field).toHaveValue(/^whsec_/, { timeout: 60_000 });
  const secret = await field.inputValue();
  await axe(page);
  await page.keyboard.press('Escape');
  await expect(shown.getByRole('alert')).toContainText('not shown again');
  await shown.getByRole('button', { name: 'I have kept it' }).click();
  await expect(page).toHaveURL(/\?endpoint=[0-9a-f-]+$/);
  await expect(page.getByRole('heading', { level: 2, name: receiver.url })).toBeVisible();
  await expect(page.getByText('The CRM')).toBeVisible();

  // A change is delivered, signed so that a receiver can verify it.
  const { id } = await api.post('/contacts', { last_name: 'Chan' });
  const created = delivery(page, 'contact.created');
  await comes(page, created);
  await expect(created).toContainText('Delivered', { timeout: 60_000 });
  const [message] = receiver.of('contact.created');
  const event = new Webhook(secret).verify(message.body, message.headers) as { type: string; data: { id: string; contact: { last_name: string } } };
  expect(event).toMatchObject({ type: 'contact.created', data: { id, contact: { last_name: 'Chan' } } });
  await created.getByRole('button').first().click();
  await expect(created).toContainText(message.headers['webhook-id']);
  await expect(created).toContainText('Thank you');
  await expect(created.getByRole('link')).toHaveAttribute('href', `/contacts/${id}`);
  await axe(page);

  // The receiver breaks: the failure stands there with what was answered.
  receiver.answer = { status: 500, text: 'Our database is away' };
  await change(request, server, id, { company: 'Acme' });
  const updated = delivery(page, 'contact.updated');
  await comes(page, updated);
  await expect(updated).toContainText('Failed so far', { timeout: 60_000 });
  await expect(updated).toContainText('500');
  await updated.getByRole('button').first().click();
  await expect(updated).toContainText('Our database is away');
  await axe(page);

  // The address is the state: a link leads to those that wait, and the way back to all.
  await page.getByRole('link', { name: 'Waiting' }).click();
  await expect(page).toHaveURL(/state=waiting/);
  await expect(created).toHaveCount(0);
  await page.goBack();
  await expect(created).toBeVisible();

  // Mended, it is sent again by hand, under the same id.
  receiver.answer = { status: 200, text: 'Back again' };
  await updated.getByRole('button').first().click();
  await updated.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByText('It is sent again, under the same webhook-id')).toBeVisible();
  await expect(updated).toContainText('Delivered', { timeout: 60_000 });
  await expect(updated).toContainText('Back again');
  expect(new Set(receiver.of('contact.updated').map(({ headers }) => headers['webhook-id'])).size).toBe(1);

  // All since an hour ago.
  const before = receiver.got.length;
  await page.getByRole('button', { name: 'Send all again since' }).click();
  const repeat = page.getByRole('dialog', { name: 'Send all again since' });
  await expect(repeat.getByLabel('Time')).toHaveValue(/^\d\d:\d\d$/);
  await repeat.getByLabel('Day').fill('2020-01-01');
  await repeat.getByRole('button', { name: 'Send again' }).click();
  await expect(repeat.getByLabel('Day')).toHaveAccessibleDescription(/not within the last 30 days/);
  await axe(page);
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Hong_Kong' }).format(new Date(Date.now() - 3_600_000));
  await repeat.getByLabel('Day').fill(day);
  await repeat.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByText('2 deliveries are sent again')).toBeVisible();
  await expect.poll(() => receiver.got.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(before + 2);

  // The secret is renewed: for a day both sign.
  await page.getByRole('button', { name: 'Renew secret' }).click();
  await page.getByRole('dialog', { name: 'Renew the secret?' }).getByRole('button', { name: 'Renew secret' }).click();
  await expect(field).toHaveValue(/^whsec_/);
  const renewed = await field.inputValue();
  expect(renewed).not.toBe(secret);
  await shown.getByRole('button', { name: 'I have kept it' }).click();
  await expect(page.getByText('The secret before signs along')).toBeVisible();
  receiver.got = [];
  await change(request, server, id, { company: 'Acme Harbour' });
  await expect.poll(() => receiver.of('contact.updated').length, { timeout: 60_000 }).toBeGreaterThan(0);
  const [both] = receiver.of('contact.updated');
  for (const known of [secret, renewed]) new Webhook(known).verify(both.body, both.headers);

  await fits(page, axe);
  await page.getByRole('link', { name: 'All webhooks' }).click();
  await expect(page.getByRole('list', { name: 'Endpoints' }).getByRole('listitem')).toContainText('Active');
  await fits(page, axe);
});

test('the keyboard alone adds an endpoint, pauses it, lets it go on and deletes it', async ({ page, receiver }) => {
  await page.goto('/settings/webhooks');
  await alive(page);
  await tabTo(page, page.getByRole('button', { name: 'Add endpoint' }).first());
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('URL')).toBeFocused();
  await page.keyboard.type(receiver.url);
  await page.keyboard.press('Enter');
  const kept = page.getByRole('button', { name: 'I have kept it' });
  await expect(kept).toBeVisible({ timeout: 60_000 });
  await tabTo(page, kept);
  await page.keyboard.press('Enter');
  const endpoint = page.getByRole('region', { name: receiver.url });
  await expect(endpoint).toBeVisible();
  await tabTo(page, endpoint.getByRole('button', { name: 'Edit endpoint' }));
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('URL')).toHaveValue(receiver.url);
  await expect(page.getByLabel('URL')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type('Typed by hand');
  await page.keyboard.press('Enter');
  await expect(endpoint.getByText('Typed by hand')).toBeVisible();
  await tabTo(page, endpoint.getByRole('button', { name: 'Pause' }));
  await page.keyboard.press('Enter');
  await expect(endpoint.getByText('Paused', { exact: true })).toBeVisible();
  await tabTo(page, endpoint.getByRole('button', { name: 'Go on' }));
  await page.keyboard.press('Enter');
  await expect(endpoint.getByText('Active', { exact: true })).toBeVisible();
  await tabTo(page, endpoint.getByRole('button', { name: 'Delete endpoint' }));
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Delete this endpoint?' });
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'No endpoint yet' })).toBeVisible();
  await expect(page).toHaveURL(/\/settings\/webhooks$/);
});

test('an endpoint that answers 410 is disabled, and every page says so until an Administrator has looked', async ({ page, receiver, api, axe }) => {
  const made = await api.post('/webhooks', { url: receiver.url, types: ['contact.created'] });
  receiver.answer = { status: 410, text: 'Moved away' };
  await api.post('/contacts', { last_name: 'Wong' });
  await expect.poll(async () => (await api.get('/webhooks')).items[0].state, { timeout: 60_000 }).toBe('gone');

  await page.goto('/contacts');
  const told = page.getByText('A webhook was disabled');
  await expect(told).toBeVisible({ timeout: 60_000 });
  await axe(page);
  const seen = page.waitForResponse('**/api/webhooks/seen');
  await page.getByRole('link', { name: 'Look at it' }).click();
  const line = page.getByRole('list', { name: 'Endpoints' }).getByRole('listitem');
  await expect(line).toContainText('Disabled');
  await expect(told).toHaveCount(0);
  expect((await seen).ok()).toBe(true);
  const asked = page.waitForResponse('**/api/webhooks/disabled_unseen');
  await page.goto('/contacts');
  expect(await (await asked).json()).toBe(0);
  await expect(told).toHaveCount(0);

  // It says why, and goes on once its address answers.
  await page.goto(`/settings/webhooks?endpoint=${made.id}`);
  await alive(page);
  await expect(page.getByRole('alert').filter({ hasText: '410 Gone' })).toBeVisible();
  await axe(page);
  receiver.answer = { status: 200, text: 'Here again' };
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Active', { exact: true })).toBeVisible({ timeout: 60_000 });
  expect((await api.get('/webhooks')).items[0].state).toBe('active');
});

for (const { language, add, deliveries, url } of [
  { language: 'zh-Hant', add: '新增端點', deliveries: '傳送記錄', url: '網址' },
  { language: 'zh-Hans', add: '添加端点', deliveries: '发送记录', url: '网址' },
]) {
  test(`the page is Chinese in ${language}`, async ({ page, server, receiver, api, axe }) => {
    await api.post('/contacts', { last_name: 'Lee' });
    const made = await api.post('/webhooks', { url: receiver.url, types: ['contact.created'] });
    await api.post('/contacts', { last_name: 'Ng' });
    await page.context().addCookies([{ name: 'language', value: language, url: server.url }]);
    const whole = async () => expect(await page.locator('main').innerText()).not.toMatch(/\bwebhooks\.\w|undefined|\b(the|is|and|not)\b/i);
    await page.goto('/settings/webhooks');
    await alive(page);
    await expect(page.getByRole('heading', { level: 1, name: 'Webhook' })).toBeVisible();
    await whole();
    await page.getByRole('button', { name: add }).click();
    await expect(page.getByRole('dialog', { name: add }).getByLabel(url)).toBeVisible();
    await axe(page);
    await page.keyboard.press('Escape');
    await page.goto(`/settings/webhooks?endpoint=${made.id}`);
    await alive(page);
    await expect(page.getByRole('heading', { level: 3, name: deliveries })).toBeVisible();
    await whole();
    await axe(page);
  });
}
